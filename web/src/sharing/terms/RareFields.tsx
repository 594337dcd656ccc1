/**
 * Of the share form: what few need. When and from where a link opens, and what of the dashboard its page shows. Draws a
 * draft, decides nothing.
 */
import { useId } from 'react';
import type { Widget } from '../../api/types';
import { isWidgetKind } from '../../charts/kinds';
import { languages, t, type Language } from '../../i18n/core';
import { Checkbox, Field, Input, Select, TextArea } from '../../ui';
import { Moment, Optional, OptionalSpan, type TermProps } from './fields';
import { RotationFields, type Own } from './RotationFields';
import type { SpanUnit } from './spans';
import { TimeFields } from './TimeFields';
import css from './Terms.module.css';

/** Seconds and minutes are offered only where a share made elsewhere has them. */
function unitsFor(unit: SpanUnit): SpanUnit[] {
  const usual: SpanUnit[] = ['h', 'd', 'w'];
  return usual.includes(unit) ? usual : [unit, ...usual];
}

export function RareFields({
  widgets,
  revision,
  own,
  ...terms
}: TermProps & {
  /** Those of the dashboard. */
  widgets: readonly Widget[];
  /** Its revision now; null where it is not known. */
  revision: number | null;
  /** What the link opens; absent where it cannot be opened. */
  own: Own | undefined;
}) {
  return (
    <>
      <Opening {...terms} />
      {widgets.length > 1 && <Widgets {...terms} widgets={widgets} />}
      <Version {...terms} revision={revision} />
      <Page {...terms} />
      {own !== undefined && !terms.draft.site && <RotationFields {...terms} own={own} />}
    </>
  );
}

function Opening({ draft, set, errorAt }: TermProps) {
  return (
    <>
      <Moment
        label={t('sharing.field_starts')}
        dateLabel={t('sharing.field_start_date')}
        timeLabel={t('sharing.field_start_time')}
        never={t('sharing.starts_now')}
        at={draft.starts === 'at' ? { date: draft.startDate, time: draft.startTime } : null}
        zone={draft.zone}
        error={errorAt('start')}
        set={({ on, date, time }) =>
          set({
            ...(on === undefined ? {} : { starts: on ? 'at' : 'now' }),
            ...(date === undefined ? {} : { startDate: date }),
            ...(time === undefined ? {} : { startTime: time }),
          })
        }
      />
      <Optional
        label={t('sharing.with_idle')}
        checked={draft.withIdle}
        onCheckedChange={(withIdle) => set({ withIdle })}
      >
        <Field
          label={t('sharing.field_idle')}
          hideLabel
          hint={t('sharing.field_idle_hint')}
          error={errorAt('idle')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              inputMode="numeric"
              value={draft.idleDays}
              onChange={(event) => set({ idleDays: event.target.value })}
            />
          )}
        </Field>
      </Optional>
      <OptionalSpan
        label={t('sharing.with_session')}
        field={t('sharing.field_session')}
        hint={t('sharing.field_session_hint')}
        error={errorAt('session')}
        on={draft.withSession}
        count={draft.sessionCount}
        unit={draft.sessionUnit}
        units={['h', 'd']}
        set={({ on = draft.withSession, count = draft.sessionCount, unit = draft.sessionUnit }) =>
          set({ withSession: on, sessionCount: count, sessionUnit: unit })
        }
      />
      <Optional
        label={t('sharing.with_networks')}
        checked={draft.withNetworks}
        onCheckedChange={(withNetworks) => set({ withNetworks })}
      >
        <Field
          label={t('sharing.field_networks')}
          hideLabel
          hint={t('sharing.field_networks_hint')}
          error={errorAt('networks')}
        >
          {(control) => (
            <TextArea
              {...control}
              className={css['mono']}
              rows={3}
              spellCheck={false}
              autoCapitalize="none"
              placeholder={'10.0.0.0/8\n2001:db8::/32'}
              value={draft.networks}
              onChange={(event) => set({ networks: event.target.value })}
            />
          )}
        </Field>
      </Optional>
    </>
  );
}

/** A widget as people know it: by its title, else by what it is. */
function widgetName({ kind, title, id }: Widget): string {
  return title?.trim() || (isWidgetKind(kind) ? t(`sharing.kind_${kind}`) : id);
}

function Widgets({ draft, set, errorAt, widgets }: TermProps & { widgets: readonly Widget[] }) {
  const legend = useId();
  const inOrder = [...widgets].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
  const tick = (id: string, on: boolean) =>
    set({ widgetIds: on ? [...draft.widgetIds, id] : draft.widgetIds.filter((one) => one !== id) });
  return (
    <div className={css['optional']}>
      <span className={css['term']} id={legend}>
        {t('sharing.field_widgets')}
      </span>
      <div className={css['stack']}>
        <Field label={t('sharing.field_widgets')} hideLabel error={errorAt('widgets')}>
          {(control) => (
            <Select
              {...control}
              value={draft.widgets}
              onValueChange={(value) => set({ widgets: value === 'some' ? 'some' : 'all' })}
              options={[
                { value: 'all', label: t('sharing.widgets_all', { count: widgets.length }) },
                { value: 'some', label: t('sharing.widgets_some') },
              ]}
            />
          )}
        </Field>
        {draft.widgets === 'some' && (
          <div role="group" aria-labelledby={legend} className={css['ticks']}>
            {inOrder.map((widget) => (
              <Checkbox
                key={widget.id}
                label={widgetName(widget)}
                checked={draft.widgetIds.includes(widget.id)}
                onChange={(event) => tick(widget.id, event.target.checked)}
              />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function Version({ draft, set, errorAt, revision }: TermProps & { revision: number | null }) {
  const [now, kept] = [revision, draft.pinned];
  const options = [
    { value: '', label: t('sharing.version_follow') },
    ...(kept !== null && kept !== now
      ? [{ value: String(kept), label: t('sharing.version_kept', { revision: String(kept) }) }]
      : []),
    ...(now !== null
      ? [{ value: String(now), label: t('sharing.version_now', { revision: String(now) }) }]
      : []),
  ];
  return (
    <Choice
      label={t('sharing.field_version')}
      hint={kept === null ? undefined : t('sharing.field_version_hint')}
      error={errorAt('pinned')}
      value={kept === null ? '' : String(kept)}
      options={options}
      onChange={(value) => set({ pinned: value === '' ? null : Number(value) })}
    />
  );
}

function Page({ draft, set, errorAt }: TermProps) {
  return (
    <>
      <OptionalSpan
        label={t('sharing.with_span')}
        field={t('sharing.field_span')}
        hint={t('sharing.field_span_hint')}
        error={errorAt('span')}
        on={draft.withSpan}
        count={draft.spanCount}
        unit={draft.spanUnit}
        units={unitsFor(draft.spanUnit)}
        set={({ on = draft.withSpan, count = draft.spanCount, unit = draft.spanUnit }) =>
          set({ withSpan: on, spanCount: count, spanUnit: unit })
        }
      />
      <TimeFields draft={draft} set={set} errorAt={errorAt} />
      <OptionalSpan
        label={t('sharing.with_refresh')}
        field={t('sharing.field_refresh')}
        hint={t('sharing.field_refresh_hint')}
        error={errorAt('refresh')}
        on={draft.withRefresh}
        count={draft.refreshCount}
        unit={draft.refreshUnit}
        units={['s', 'm', 'h']}
        set={({ on = draft.withRefresh, count = draft.refreshCount, unit = draft.refreshUnit }) =>
          set({ withRefresh: on, refreshCount: count, refreshUnit: unit })
        }
      />
      <Choice
        label={t('sharing.field_language')}
        error={errorAt('language')}
        value={draft.language ?? ''}
        options={[
          { value: '', label: t('sharing.language_own') },
          ...languages.map((value) => ({ value, label: t(`sharing.language_${value}`) })),
        ]}
        onChange={(value) => set({ language: value === '' ? null : (value as Language) })}
      />
      <Optional
        label={t('sharing.with_preview')}
        checked={draft.preview}
        onCheckedChange={(preview) => set({ preview })}
      >
        <p className={css['quiet']}>{t('sharing.with_preview_hint')}</p>
      </Optional>
      <Choice
        label={t('sharing.field_zone')}
        hint={t('sharing.field_zone_hint')}
        error={errorAt('zone')}
        value={draft.timeZone ?? ''}
        options={[
          { value: '', label: t('sharing.language_own') },
          ...Intl.supportedValuesOf('timeZone').map((value) => ({
            value,
            label: value.replaceAll('_', ' '),
          })),
        ]}
        onChange={(value) => set({ timeZone: value === '' ? null : value })}
      />
      <Optional
        label={t('sharing.with_requests')}
        checked={draft.withRequests}
        onCheckedChange={(withRequests) => set({ withRequests })}
      >
        <Field
          label={t('sharing.field_requests')}
          hideLabel
          hint={t('sharing.field_requests_hint')}
          error={errorAt('requests')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              inputMode="numeric"
              value={draft.requests}
              onChange={(event) => set({ requests: event.target.value })}
            />
          )}
        </Field>
      </Optional>
    </>
  );
}

/** A term with its choices beside it. */
function Choice({
  label,
  hint,
  error,
  value,
  options,
  onChange,
}: {
  label: string;
  hint?: string | undefined;
  error: string | undefined;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <div className={css['optional']}>
      <span className={css['term']} aria-hidden="true">
        {label}
      </span>
      <Field label={label} hideLabel hint={hint} error={error}>
        {(control) => <Select {...control} value={value} options={options} onValueChange={onChange} />}
      </Field>
    </div>
  );
}
