/**
 * Which clock a dashboard goes by, and on which day its weeks start. A form beside the document: it hands back what was
 * chosen, and who asked writes it into the text. Saves nothing.
 */
import { useMemo, useState } from 'react';
import { FormDialog } from '../../kit/FormDialog';
import { locale, t } from '../../i18n/core';
import { ownZone } from '../../i18n/instant';
import { Field, Notice, Quiet, SearchInput, Select } from '../../ui';
import { weekdayName, weekdays, type Clock } from './clock';
import { allZones, foundZones, zoneNamed, type Zone } from './zones';
import css from './ClockDialog.module.css';

const still = { busy: false, error: null };

type Row = { id: string; name: string; second: string; end: string };

function rowOf(zone: Zone, here: string): Row {
  const second = [zone.region, zone.name].filter(Boolean).join(' · ');
  return {
    id: zone.id,
    name: zone.city,
    second: zone.id === here ? `${t('dashboards.editor.clock_here')} · ${second}` : second,
    end: zone.offset,
  };
}

/** What stands above all others: the readers' own, UTC, the author's own, and what the text says already. */
function firstRows(said: string, here: string, at: Date): Row[] {
  const named = [...new Set([said, here])].filter((id) => id !== 'UTC' && id !== 'viewer');
  return [
    {
      id: 'viewer',
      name: t('dashboards.editor.clock_viewer'),
      second: t('dashboards.editor.clock_viewer_hint'),
      end: '',
    },
    {
      id: 'UTC',
      name: t('dashboards.editor.clock_utc'),
      second: t('dashboards.editor.clock_utc_hint'),
      end: '',
    },
    ...named.map((id) => {
      const zone = zoneNamed(id, locale(), at);
      return zone === null ? { id, name: id, second: '', end: '' } : rowOf(zone, here);
    }),
  ];
}

/** What the chosen clock means, in a sentence. */
function said(id: string, here: string, at: Date): string {
  if (id === 'viewer') return t('dashboards.editor.clock_viewer_now', { zone: here });
  if (zoneNamed(id, locale(), at) === null) return t('dashboards.editor.clock_unknown', { zone: id });
  const time = new Intl.DateTimeFormat(locale(), {
    timeZone: id,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
  });
  return t('dashboards.editor.clock_now', { zone: id.replaceAll('_', ' '), time: time.format(at) });
}

export function ClockDialog({
  clock,
  onClock,
  onClose,
}: {
  /** As the document says it; null where its text cannot be read. */
  clock: Clock | null;
  onClock: (clock: Clock) => void;
  onClose: () => void;
}) {
  const [chosen, setChosen] = useState(clock);
  const [typed, setTyped] = useState('');
  const [at] = useState(() => new Date());
  const here = ownZone();
  const zones = useMemo(() => allZones(locale(), at), [at]);
  const q = typed.trim();
  const rows = useMemo(() => {
    const first = firstRows(clock?.zone ?? 'UTC', here, at);
    if (q !== '') {
      const low = q.toLowerCase();
      const plain = first.slice(0, 2).filter(({ name, id }) => `${name} ${id}`.toLowerCase().includes(low));
      return [...plain, ...foundZones(zones, q).map((zone) => rowOf(zone, here))];
    }
    const above = new Set(first.map(({ id }) => id));
    return [...first, ...zones.filter(({ id }) => !above.has(id)).map((zone) => rowOf(zone, here))];
  }, [clock, zones, q, here, at]);

  return (
    <FormDialog
      title={t('dashboards.editor.clock_title')}
      description={t('dashboards.editor.clock_text')}
      save={still}
      ready={chosen !== null}
      below
      action={t('dashboards.editor.clock_apply')}
      onClose={onClose}
      onSubmit={() => chosen && onClock(chosen)}
    >
      {chosen === null ? (
        <Notice tone="warn">{t('dashboards.editor.clock_fault')}</Notice>
      ) : (
        <>
          <div className={css['zones']}>
            <SearchInput
              label={t('dashboards.editor.clock_find')}
              placeholder={t('dashboards.editor.clock_find')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              // Enter takes the first that was found; what is chosen is applied by the button.
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                const first = rows[0];
                if (q !== '' && first !== undefined) setChosen({ ...chosen, zone: first.id });
              }}
            />
            <div className={css['list']} role="radiogroup" aria-label={t('dashboards.editor.clock_zones')}>
              {rows.map((row) => (
                <label key={row.id} className={css['row']}>
                  <input
                    type="radio"
                    name="zone"
                    value={row.id}
                    checked={chosen.zone === row.id}
                    onChange={() => setChosen({ ...chosen, zone: row.id })}
                  />
                  <span className={css['name']}>{row.name}</span>
                  <span className={css['second']}>{row.second}</span>
                  <span className={css['end']}>{row.end}</span>
                </label>
              ))}
              {rows.length === 0 && <Quiet role="status">{t('dashboards.editor.clock_none', { q })}</Quiet>}
            </div>
            <p className={css['said']} role="status">
              {said(chosen.zone, here, at)}
            </p>
          </div>
          <Field label={t('dashboards.editor.clock_week')}>
            {(control) => (
              <Select
                {...control}
                value={chosen.weekStarts}
                options={weekdays.map((day) => ({ value: day, label: weekdayName(day, locale()) }))}
                onValueChange={(value) =>
                  setChosen({ ...chosen, weekStarts: weekdays.find((day) => day === value) ?? 'monday' })
                }
              />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
