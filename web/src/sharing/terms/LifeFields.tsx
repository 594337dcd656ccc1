/** Of the share form: how long and for whom a link opens. Draws a draft, decides nothing. */
import { t } from '../../i18n/core';
import { Field, Input } from '../../ui';
import { Moment, Optional, type TermProps } from './fields';

export function LifeFields({
  draft,
  set,
  errorAt,
  password,
}: TermProps & {
  /** Whether one can be asked for. */
  password: boolean;
}) {
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
      {password && (
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
      )}
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
