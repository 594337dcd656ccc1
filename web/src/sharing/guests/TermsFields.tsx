/** The fields of what a share for guests says beyond the terms of all. Draws, decides nothing. */
import { t } from '../../i18n/core';
import { Field, Input, TextArea } from '../../ui';
import { Moment } from '../terms/fields';
import type { GuestTerms } from './terms';
import css from './Guests.module.css';

export function MessageField({ value, onValue }: { value: string; onValue: (value: string) => void }) {
  return (
    <Field label={t('guests.message')} optional={t('app.optional')} hint={t('guests.message_hint')}>
      {(control) => (
        <TextArea
          {...control}
          rows={3}
          maxLength={500}
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}

export function CapField({
  value,
  error,
  onValue,
}: {
  value: string;
  error: string | undefined;
  onValue: (value: string) => void;
}) {
  return (
    <Field label={t('guests.cap')} hint={t('guests.cap_hint')} error={error}>
      {(control) => (
        <Input
          {...control}
          className={css['number']}
          type="number"
          min={1}
          inputMode="numeric"
          value={value}
          onChange={(event) => onValue(event.target.value)}
        />
      )}
    </Field>
  );
}

/** When the access of a guest ends, where that is before the share's own end. */
export function EndField({
  label,
  at,
  zone,
  error,
  set,
}: {
  label: string;
  at: { date: string; time: string } | null;
  zone: string;
  error: string | undefined;
  set: (part: Partial<Pick<GuestTerms, 'ends' | 'date' | 'time'>>) => void;
}) {
  return (
    <Moment
      label={label}
      dateLabel={t('guests.end_date')}
      timeLabel={t('guests.end_time')}
      never={t('guests.end_with_share')}
      at={at}
      zone={zone}
      error={error}
      set={({ on, ...part }) => set({ ...part, ...(on === undefined ? {} : { ends: on ? 'at' : 'share' }) })}
    />
  );
}
