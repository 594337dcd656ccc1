/** What stands in the popover of the time range: usual lengths in one column, from and to by calendar below. */
import { useState } from 'react';
import type { TimeRange } from '../../api/types';
import { formatWall, momentAt, momentOf, wallTime } from '../../charts/time';
import { locale, t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { cx } from '../../ui/cx';
import { Field, Input } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { sameRange, spanText } from '../../document/range';
import css from './Pickers.module.css';

// "2026-11-21T14:05" of a moment, as the browser's own field wants it.
function forField(moment: string, zone: string): string {
  const wall = wallTime(moment, zone);
  return wall === null ? '' : new Date(wall).toISOString().slice(0, 16);
}

/** The moment a clock in this zone shows as `field`. */
function fromField(field: string, zone: string): string | null {
  const wall = momentOf(field);
  return wall === null ? null : new Date(momentAt(wall, zone)).toISOString();
}

export function TimeChoice({
  value,
  offered,
  limit,
  zone,
  onChoose,
}: {
  value: TimeRange | undefined;
  offered: readonly string[];
  /** Seconds a share may look back at most. */
  limit: number | null;
  zone: string;
  onChoose: (range: TimeRange) => void;
}) {
  const absolute = value !== undefined && !('last' in value) ? value : undefined;
  return (
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
                onClick={() => onChoose({ last: span })}
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
        onChoose={onChoose}
      />
    </div>
  );
}

function Between({
  value,
  zone,
  limit,
  onChoose,
}: {
  value: Exclude<TimeRange, { last: string }> | undefined;
  zone: string;
  limit: number | null;
  onChoose: (range: TimeRange) => void;
}) {
  const [from, setFrom] = useState(value?.from ? forField(value.from, zone) : '');
  const [to, setTo] = useState(value?.to ? forField(value.to, zone) : '');
  const [a, b] = [fromField(from, zone), fromField(to, zone)];
  const turned = a !== null && b !== null && a >= b;
  const earliest = limit === null ? undefined : new Date(Date.now() - limit * 1000);
  const early = earliest !== undefined && a !== null && new Date(a) < earliest;
  const error = turned
    ? t('view.timeTurned')
    : early
      ? t('view.timeTooEarly', {
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
      <Field label={t('view.from')}>
        {(control) => (
          <Input {...control} type="datetime-local" value={from} onChange={(e) => setFrom(e.target.value)} />
        )}
      </Field>
      <Field label={t('view.to')} error={error}>
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
          {t('view.apply')}
        </Button>
      </div>
    </form>
  );
}
