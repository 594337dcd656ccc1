/** Of the share form: the time before and after which nothing is shown. */
import { t } from '../../i18n/core';
import { Moment, type TermProps } from './fields';

export function TimeFields({ draft, set, errorAt }: TermProps) {
  return (
    <>
      <Moment
        label={t('sharing.field_from')}
        dateLabel={t('sharing.field_from_date')}
        timeLabel={t('sharing.field_from_time')}
        never={t('sharing.time_any')}
        at={draft.withFrom ? { date: draft.fromDate, time: draft.fromTime } : null}
        zone={draft.zone}
        error={errorAt('from')}
        set={({ on = draft.withFrom, date = draft.fromDate, time = draft.fromTime }) =>
          set({ withFrom: on, fromDate: date, fromTime: time })
        }
      />
      <Moment
        label={t('sharing.field_until')}
        dateLabel={t('sharing.field_until_date')}
        timeLabel={t('sharing.field_until_time')}
        never={t('sharing.time_any')}
        at={draft.withUntil ? { date: draft.untilDate, time: draft.untilTime } : null}
        zone={draft.zone}
        error={errorAt('until')}
        set={({ on = draft.withUntil, date = draft.untilDate, time = draft.untilTime }) =>
          set({ withUntil: on, untilDate: date, untilTime: time })
        }
      />
    </>
  );
}
