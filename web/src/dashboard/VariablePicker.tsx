/** The choice of one variable: from a list (fixed or asked of the server, by what the others say), or typed in. */
import { useDeferredValue, useEffect, useState } from 'react';
import { problemText } from '../app/problemText';
import type { Choices, Variable } from '../api/types';
import { t } from '../i18n/core';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { Field, Input, SearchInput } from '../ui/Field';
import { Icon } from '../ui/Icon';
import { Popover } from '../ui/Popover';
import type { DataSource } from './source';
import { type DashState, readValue } from './state';
import { useAsked } from './useAsked';
import css from './Pickers.module.css';

export interface VariablePickerProps {
  readonly variable: Variable;
  readonly label?: string | undefined;
  readonly state: DashState;
  readonly source: DataSource;
  readonly onChange: (value: unknown) => void;
  readonly wide?: boolean;
}

/** How long a list of choices may serve again, ms. */
const FRESH = 60_000;

interface Item {
  readonly value: unknown;
  readonly label: string;
}

/** How a value without a label of its own reads. */
export function valueText(value: unknown): string {
  if (value === true) return t('charts.yes');
  if (value === false) return t('charts.no');
  return String(value);
}

function same(a: unknown, b: unknown): boolean {
  return a === b || String(a) === String(b);
}

/**
 * The choices that may change which values this one can take. Readers are not told a domain's question, so all others
 * count: asking once too often is cheap, an old list would be wrong.
 */
function othersThan(variable: Variable, state: DashState): [string, unknown][] {
  const { domain } = variable;
  if (domain === undefined || !('choices' in domain)) return [];
  return Object.entries(state.variables)
    .filter(([name]) => name !== variable.name)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function useChoices(variable: Variable, state: DashState, source: DataSource, q: string, wanted: boolean) {
  const fixed =
    variable.domain !== undefined && 'values' in variable.domain ? variable.domain.values : undefined;
  const list = fixed ?? (variable.type === 'bool' ? [true, false] : undefined);
  const others = othersThan(variable, state);
  const typed =
    variable.domain === undefined
      ? list === undefined
      : 'range' in variable.domain || 'pattern' in variable.domain;
  const listed = wanted && list === undefined && !typed && source.choices !== undefined;
  const asked = useAsked<Choices>(
    listed ? JSON.stringify(['choices', source.key, variable.name, q, others]) : null,
    async (signal) =>
      (await source.choices?.(variable.name, q, state, signal)) ?? { items: [], truncated: false },
    FRESH,
  );
  const items: readonly Item[] =
    list === undefined
      ? (asked.data?.items ?? [])
      : list
          .map((value) => ({ value, label: valueText(value) }))
          .filter((i) => i.label.toLowerCase().includes(q.toLowerCase()));
  return {
    items,
    typed,
    truncated: asked.data?.truncated === true,
    error: asked.error,
    loading: asked.loading && asked.data === undefined,
  };
}

export function VariablePicker({ variable, label, state, source, onChange, wide }: VariablePickerProps) {
  const [open, setOpen] = useState(false);
  const name = label ?? variable.label ?? variable.name;
  const value = state.variables[variable.name];
  const chosen: unknown[] =
    value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const all = useChoices(variable, state, source, '', true);
  const labelOf = (one: unknown) => all.items.find((item) => same(item.value, one))?.label ?? valueText(one);
  const text =
    chosen.length === 0
      ? t('dashboard.any')
      : chosen.length <= 2
        ? chosen.map(labelOf).join(', ')
        : t('dashboard.chosen', { count: chosen.length });
  return (
    <Popover
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
      {all.typed ? (
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
          chosen={chosen}
          long={all.items.length > 8 || all.truncated}
          onChange={onChange}
          onDone={() => setOpen(false)}
        />
      )}
    </Popover>
  );
}

function List({
  variable,
  name,
  state,
  source,
  chosen,
  long,
  onChange,
  onDone,
}: {
  variable: Variable;
  name: string;
  state: DashState;
  source: DataSource;
  chosen: readonly unknown[];
  long: boolean;
  onChange: (value: unknown) => void;
  onDone: () => void;
}) {
  const [q, setQ] = useState('');
  const late = useDeferredValue(q);
  const { items, truncated, error, loading } = useChoices(variable, state, source, late, true);
  const many = variable.many === true;
  const isChosen = (one: unknown) => chosen.some((c) => same(c, one));
  const pick = (one: unknown) => {
    if (!many) {
      onChange(one);
      onDone();
      return;
    }
    const next = isChosen(one) ? chosen.filter((c) => !same(c, one)) : [...chosen, one];
    onChange(next.length === 0 ? (variable.default === undefined ? undefined : []) : next);
  };
  return (
    <div className={css['list']}>
      {long && (
        <SearchInput
          label={t('dashboard.findIn', { name })}
          placeholder={t('dashboard.find')}
          value={q}
          onChange={(e) => setQ(e.target.value)}
        />
      )}
      {error ? (
        <p className={css['note']}>{problemText(error)}</p>
      ) : loading ? (
        <p className={css['note']}>{t('dashboard.loading')}</p>
      ) : items.length === 0 ? (
        <p className={css['note']}>{q === '' ? t('dashboard.noChoices') : t('dashboard.noMatch')}</p>
      ) : (
        <ul className={css['options']}>
          {items.map((item) => {
            const on = isChosen(item.value);
            return (
              <li key={String(item.value)}>
                <button
                  type="button"
                  className={cx(css['option'], on && css['chosen'])}
                  aria-pressed={on}
                  onClick={() => pick(item.value)}
                >
                  <span className={css['optionText']}>{item.label}</span>
                  {on && <Icon name="check" />}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {truncated && <p className={css['note']}>{t('dashboard.moreChoices')}</p>}
      {many && chosen.length > 0 && (
        <div className={css['foot']}>
          <Button size="s" variant="ghost" onClick={() => onChange(undefined)}>
            {t('dashboard.clear')}
          </Button>
          <Button size="s" onClick={onDone}>
            {t('dashboard.done')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Typed({
  variable,
  name,
  value,
  onChoose,
}: {
  variable: Variable;
  name: string;
  value: unknown;
  onChoose: (value: unknown) => void;
}) {
  const range =
    variable.domain !== undefined && 'range' in variable.domain ? variable.domain.range : undefined;
  const [text, setText] = useState(
    value === undefined || value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value),
  );
  useEffect(
    () =>
      setText(
        value === undefined || value === null ? '' : Array.isArray(value) ? value.join(', ') : String(value),
      ),
    [value],
  );
  const raw: unknown = variable.many === true ? text.split(',').map((one) => one.trim()) : text;
  const read = text.trim() === '' ? undefined : readValue(variable, raw);
  const type: string = variable.type;
  const wrong = text.trim() !== '' && read === undefined;
  const hint =
    range === undefined
      ? undefined
      : t('dashboard.between', { min: String(range.min ?? '…'), max: String(range.max ?? '…') });
  return (
    <form
      className={css['typed']}
      onSubmit={(event) => {
        event.preventDefault();
        if (read !== undefined) onChoose(read);
      }}
    >
      <Field label={name} hint={hint} error={wrong ? t('dashboard.notAValue') : undefined}>
        {(control) => (
          <Input
            {...control}
            type={
              variable.many === true
                ? 'text'
                : type === 'date'
                  ? 'date'
                  : type === 'string'
                    ? 'text'
                    : 'number'
            }
            step="any"
            min={range?.min}
            max={range?.max}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        )}
      </Field>
      <div className={css['foot']}>
        <span />
        <Button type="submit" variant="primary" size="s" disabled={read === undefined}>
          {t('dashboard.apply')}
        </Button>
      </div>
    </form>
  );
}
