/** The choice of one variable: a button with what is chosen; what to choose from comes when it opens. */
import { useState } from 'react';
import type { Variable } from '../../api/types';
import { t } from '../../i18n/core';
import { cx } from '../../ui/cx';
import { Icon } from '../../ui/Icon';
import { PopoverOf } from '../../ui/Popover';
import type { DataSource } from './source';
import type { DashState } from '../../document/state';
import { valueText } from '../../document/values';
import { same, useChoices } from './useChoices';
import css from './Pickers.module.css';

export interface VariablePickerProps {
  readonly variable: Variable;
  readonly label?: string | undefined;
  readonly state: DashState;
  readonly source: DataSource;
  readonly onChange: (value: unknown) => void;
  readonly wide?: boolean;
}

const choice = () => import('./VariableChoice');

export function VariablePicker({ variable, label, state, source, onChange, wide }: VariablePickerProps) {
  const [open, setOpen] = useState(false);
  const name = label ?? variable.label ?? variable.name;
  const value = state.variables[variable.name];
  const chosen: unknown[] =
    value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const all = useChoices(variable, state, source, '', true);
  const shown: unknown[] =
    chosen.length > 0 || Array.isArray(value) || all.taken === undefined
      ? chosen
      : Array.isArray(all.taken)
        ? all.taken
        : [all.taken];
  const labelOf = (one: unknown) =>
    all.items.find((item) => same(item.value, one))?.label ?? valueText(one, variable);
  const text =
    shown.length === 0
      ? t('view.notChosen')
      : shown.length <= 2
        ? shown.map(labelOf).join(', ')
        : t('view.chosen', { count: shown.length });
  return (
    <PopoverOf
      load={choice}
      open={open}
      onOpenChange={setOpen}
      label={name}
      trigger={
        <button type="button" className={cx(css['trigger'], wide === true && css['wide'])}>
          <span className={css['name']}>{name}</span>
          <span className={css['value']}>{text}</span>
          <Icon name="chevronDown" size={14} />
        </button>
      }
    >
      {({ List, Typed }) =>
        all.typed ? (
          <Typed
            variable={variable}
            name={name}
            value={value}
            onChoose={(next) => {
              setOpen(false);
              onChange(next);
            }}
          />
        ) : (
          <List
            variable={variable}
            name={name}
            state={state}
            source={source}
            chosen={shown}
            long={all.items.length > 8 || all.truncated}
            onChange={onChange}
            onDone={() => setOpen(false)}
          />
        )
      }
    </PopoverOf>
  );
}
