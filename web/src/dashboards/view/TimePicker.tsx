/** The time range: a button with what is chosen; lengths and calendar come when it opens. */
import { useState } from 'react';
import type { TimeRange } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { cx } from '../../ui/cx';
import { Icon } from '../../ui/Icon';
import { PopoverOf } from '../../ui/Popover';
import { rangeText, spanSeconds, USUAL } from '../../document/range';
import css from './Pickers.module.css';

export interface TimePickerProps {
  readonly value: TimeRange | undefined;
  /** The dashboard's clock. */
  readonly zone: string;
  readonly onChange: (value: TimeRange) => void;
  /** Lengths offered; the usual ones otherwise. */
  readonly ranges?: readonly string[] | undefined;
  /** A share may look back at most this far. */
  readonly atMost?: string | null | undefined;
  readonly wide?: boolean;
}

const choice = () => import('./TimeChoice');

export function TimePicker({ value, zone, onChange, ranges, atMost, wide }: TimePickerProps) {
  const [open, setOpen] = useState(false);
  const limit = atMost ? spanSeconds(atMost) : null;
  return (
    <PopoverOf
      load={choice}
      open={open}
      onOpenChange={setOpen}
      label={t('view.time')}
      trigger={
        <button type="button" className={cx(css['trigger'], wide === true && css['wide'])}>
          <Icon name="clock" />
          <span className={css['value']}>{rangeText(value, locale(), zone)}</span>
          <Icon name="chevronDown" size={14} />
        </button>
      }
    >
      {({ TimeChoice }) => (
        <TimeChoice
          value={value}
          offered={(ranges ?? USUAL).filter((span) => limit === null || (spanSeconds(span) ?? 0) <= limit)}
          limit={limit}
          zone={zone}
          onChoose={(next) => {
            setOpen(false);
            onChange(next);
          }}
        />
      )}
    </PopoverOf>
  );
}
