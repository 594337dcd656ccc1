/** What the fields of the share form are made of: a term that is switched on, a moment, a length of time. */
import type { ReactNode } from 'react';
import { t } from '../../i18n/core';
import { Field, Input, Select, Switch } from '../../ui';
import type { ShareDraft } from './draft';
import type { SpanUnit } from './spans';
import css from './Terms.module.css';

export type TermProps = {
  draft: ShareDraft;
  set: (part: Partial<ShareDraft>) => void;
  errorAt: (field: string) => string | undefined;
};

/** A switch, and beside it the field that it opens. */
export function Optional({
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
export function Moment({
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
  /** The word for no moment at all; null: there has to be one. */
  never: string | null;
  at: { date: string; time: string } | null;
  zone: string;
  error: string | undefined;
  set: (part: { on?: boolean; date?: string; time?: string }) => void;
}) {
  return (
    <div className={css['ends']}>
      {never !== null && (
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
      )}
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

/** A term that is switched on and then says a length of time. */
export function OptionalSpan({
  label,
  field,
  hint,
  error,
  on,
  count,
  unit,
  units,
  set,
}: {
  label: string;
  /** The name of the number, for who does not see where it stands. */
  field: string;
  hint: string;
  error: string | undefined;
  on: boolean;
  count: string;
  unit: SpanUnit;
  units: readonly SpanUnit[];
  set: (part: { on?: boolean; count?: string; unit?: SpanUnit }) => void;
}) {
  return (
    <Optional label={label} checked={on} onCheckedChange={(next) => set({ on: next })}>
      <Field label={field} hideLabel hint={hint} error={error}>
        {(control) => (
          <div className={css['span']}>
            <Input
              {...control}
              type="number"
              min={1}
              inputMode="numeric"
              value={count}
              onChange={(event) => set({ count: event.target.value })}
            />
            <Select
              aria-label={t('sharing.field_span_unit')}
              value={unit}
              onValueChange={(next) => set({ unit: next as SpanUnit })}
              options={units.map((value) => ({ value, label: t(`sharing.unit_${value}`) }))}
            />
          </div>
        )}
      </Field>
    </Optional>
  );
}
