/** The time range: usual lengths in one column, from and to by calendar below. Knows no data. */
import { useState } from 'react';
import type { TimeRange } from '../api/types';
import { formatWall, wallTime } from '../charts/time';
import { locale, t } from '../i18n/core';
import { Button } from '../ui/Button';
import { cx } from '../ui/cx';
import { Field, Input } from '../ui/Field';
import { Icon } from '../ui/Icon';
import { Popover } from '../ui/Popover';
import { rangeText, sameRange, spanSeconds, spanText, USUAL } from './range';
import { ownZone } from './useLook';
import css from './Pickers.module.css';

export interface TimePickerProps {
  readonly value: TimeRange | undefined;
  readonly onChange: (value: TimeRange) => void;
  /** Lengths offered; the usual ones otherwise. */
  readonly ranges?: readonly string[] | undefined;
  /** A share may look back at most this far. */
  readonly atMost?: string | null | undefined;
  readonly wide?: boolean;
}

// "2026-11-21T14:05" of a moment, as the browser's own field wants it.
function forField(moment: string, zone: string): string {
  const wall = wallTime(moment, zone);
  return wall === null ? '' : new Date(wall).toISOString().slice(0, 16);
}

/** The moment a clock in this zone shows as `field`. */
function fromField(field: string): string | null {
  const moment = new Date(field);
  return field === '' || Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

export function TimePicker({ value, onChange, ranges, atMost, wide }: TimePickerProps) {
  const [open, setOpen] = useState(false);
  const zone = ownZone();
  const limit = atMost ? spanSeconds(atMost) : null;
  const offered = (ranges ?? USUAL).filter((span) => limit === null || (spanSeconds(span) ?? 0) <= limit);
  const absolute = value !== undefined && !('last' in value) ? value : undefined;
  const choose = (next: TimeRange) => {
    setOpen(false);
    onChange(next);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t('dashboard.time')}
      trigger={
        <button type="button" className={cx(css['trigger'], wide === true && css['wide'])}>
          <Icon name="clock" />
          <span className={css['value']}>{rangeText(value, locale(), zone)}</span>
          <Icon name="chevronDown" size={14} />
        </button>
      }
    >
      <div className={css['time']}>
        <ul className={css['spans']}>
          {offered.map((span) => {
            const chosen = sameRange(value, { last: span });
            return (
              <li key={span}>
                <button
                  type="button"
                  className={cx(css['option'], chosen && css['chosen'])}
                  aria-pressed={chosen}
                  onClick={() => choose({ last: span })}
                >
                  {spanText(span)}
                  {chosen && <Icon name="check" />}
                </button>
              </li>
            );
          })}
        </ul>
        <Between
          key={JSON.stringify(absolute ?? null)}
          value={absolute}
          zone={zone}
          limit={limit}
          onChoose={choose}
        />
      </div>
    </Popover>
  );
}

function Between({
  value,
  zone,
  limit,
  onChoose,
}: {
  value: { from: string; to: string } | undefined;
  zone: string;
  limit: number | null;
  onChoose: (range: TimeRange) => void;
}) {
  const [from, setFrom] = useState(value ? forField(value.from, zone) : '');
  const [to, setTo] = useState(value ? forField(value.to, zone) : '');
  const [a, b] = [fromField(from), fromField(to)];
  const turned = a !== null && b !== null && a >= b;
  const earliest = limit === null ? undefined : new Date(Date.now() - limit * 1000);
  const early = earliest !== undefined && a !== null && new Date(a) < earliest;
  const error = turned
    ? t('dashboard.timeTurned')
    : early
      ? t('dashboard.timeTooEarly', {
          from: formatWall(wallTime(earliest.toISOString(), zone) ?? 0, 'minute', locale()),
        })
      : undefined;
  return (
    <form
      className={css['between']}
      onSubmit={(event) => {
        event.preventDefault();
        if (a !== null && b !== null && error === undefined) onChoose({ from: a, to: b });
      }}
    >
      <Field label={t('dashboard.from')}>
        {(control) => (
          <Input {...control} type="datetime-local" value={from} onChange={(e) => setFrom(e.target.value)} />
        )}
      </Field>
      <Field label={t('dashboard.to')} error={error}>
        {(control) => (
          <Input {...control} type="datetime-local" value={to} onChange={(e) => setTo(e.target.value)} />
        )}
      </Field>
      <div className={css['foot']}>
        <span className={css['zone']}>{zone.replaceAll('_', ' ')}</span>
        <Button
          type="submit"
          variant="primary"
          size="s"
          disabled={a === null || b === null || error !== undefined}
        >
          {t('dashboard.apply')}
        </Button>
      </div>
    </form>
  );
}
