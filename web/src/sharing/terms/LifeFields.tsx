/** Of the share form: how long and for whom a link opens, and the limits that few need. Draws a draft, decides nothing. */
import type { ReactNode } from 'react';
import { t } from '../../i18n/core';
import { Field, Input, Select, Switch } from '../../ui';
import type { ShareDraft, SpanUnit } from './draft';
import css from './Terms.module.css';

export type LifeProps = {
  draft: ShareDraft;
  set: (part: Partial<ShareDraft>) => void;
  errorAt: (field: string) => string | undefined;
};

/** A switch, and beside it the field that it opens. */
function Optional({
  label,
  checked,
  onCheckedChange,
  disabled,
  children,
}: {
  label: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={css['optional']}>
      <Switch label={label} checked={checked} onCheckedChange={onCheckedChange} disabled={disabled} />
      {checked && children}
    </div>
  );
}

/** Not at a moment, or at one: a date and a time with the zone they are meant in. */
function Moment({
  label,
  dateLabel,
  timeLabel,
  never,
  at,
  zone,
  error,
  set,
}: {
  label: string;
  dateLabel: string;
  timeLabel: string;
  /** The word for no moment at all. */
  never: string;
  at: { date: string; time: string } | null;
  zone: string;
  error: string | undefined;
  set: (part: { on?: boolean; date?: string; time?: string }) => void;
}) {
  return (
    <div className={css['ends']}>
      <Field label={label} error={at === null ? error : undefined}>
        {(control) => (
          <Select
            {...control}
            value={at === null ? 'never' : 'at'}
            onValueChange={(value) => set({ on: value === 'at' })}
            options={[
              { value: 'never', label: never },
              { value: 'at', label: t('sharing.ends_at') },
            ]}
          />
        )}
      </Field>
      {at !== null && (
        <>
          <Field label={dateLabel} error={error}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={at.date}
                onChange={(event) => set({ date: event.target.value })}
              />
            )}
          </Field>
          <Field label={timeLabel} hint={zone}>
            {(control) => (
              <Input
                {...control}
                type="time"
                value={at.time}
                onChange={(event) => set({ time: event.target.value })}
              />
            )}
          </Field>
        </>
      )}
    </div>
  );
}

export function LifeFields({ draft, set, errorAt }: LifeProps) {
  return (
    <>
      <Moment
        label={t('sharing.field_ends')}
        dateLabel={t('sharing.field_date')}
        timeLabel={t('sharing.field_time')}
        never={t('sharing.ends_never')}
        at={draft.ends === 'at' ? draft : null}
        zone={draft.zone}
        error={errorAt('end')}
        set={({ on, ...part }) =>
          set({ ...part, ...(on === undefined ? {} : { ends: on ? 'at' : 'never' }) })
        }
      />
      <Optional
        label={t('sharing.with_password')}
        checked={draft.withPassword}
        onCheckedChange={(withPassword) => set({ withPassword })}
      >
        <Field
          label={t('sharing.password')}
          hideLabel
          hint={draft.hasPassword ? t('sharing.password_kept_hint') : t('sharing.password_hint')}
          error={errorAt('password')}
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="new-password"
              placeholder={draft.hasPassword ? t('sharing.password_kept') : undefined}
              value={draft.password}
              onChange={(event) => set({ password: event.target.value })}
            />
          )}
        </Field>
      </Optional>
      <Optional
        label={t('sharing.with_limit')}
        checked={draft.withLimit}
        onCheckedChange={(withLimit) => set({ withLimit })}
      >
        <Field
          label={t('sharing.field_limit')}
          hideLabel
          hint={t('sharing.field_limit_hint')}
          error={errorAt('limit')}
        >
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              inputMode="numeric"
              value={draft.maxViews}
              onChange={(event) => set({ maxViews: event.target.value })}
            />
          )}
        </Field>
      </Optional>
    </>
  );
}

/** Seconds and minutes are offered only where a share made elsewhere has them. */
function unitsFor(unit: SpanUnit): SpanUnit[] {
  const usual: SpanUnit[] = ['h', 'd', 'w'];
  return usual.includes(unit) ? usual : [unit, ...usual];
}

export function RareFields({ draft, set, errorAt }: LifeProps) {
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
      <Optional
        label={t('sharing.with_span')}
        checked={draft.withSpan}
        onCheckedChange={(withSpan) => set({ withSpan })}
      >
        <Field
          label={t('sharing.field_span')}
          hideLabel
          hint={t('sharing.field_span_hint')}
          error={errorAt('span')}
        >
          {(control) => (
            <div className={css['span']}>
              <Input
                {...control}
                type="number"
                min={1}
                inputMode="numeric"
                value={draft.spanCount}
                onChange={(event) => set({ spanCount: event.target.value })}
              />
              <Select
                aria-label={t('sharing.field_span_unit')}
                value={draft.spanUnit}
                onValueChange={(unit) => set({ spanUnit: unit as SpanUnit })}
                options={unitsFor(draft.spanUnit).map((value) => ({
                  value,
                  label: t(`sharing.unit_${value}`),
                }))}
              />
            </div>
          )}
        </Field>
      </Optional>
    </>
  );
}
