/** When the chosen shares are to end, if they would not end earlier. */
import { useState } from 'react';
import type { Share } from '../../api/types';
import { FormDialog } from '../../kit/FormDialog';
import type { Saving } from '../../kit/useSave';
import { t } from '../../i18n';
import { formatMoment } from '../../i18n/format';
import { ownZone, toInstant, wallOf } from '../../i18n/instant';
import { Quiet } from '../../ui';
import { Moment } from '../terms/fields';

const WEEK = 7 * 86_400_000;

/** How many of them would end later than at this moment, or never. */
export function shortened(shares: readonly Share[], at: string): number {
  return shares.filter(({ expires_at }) => expires_at === null || Date.parse(expires_at) > Date.parse(at))
    .length;
}

export function ShortenDialog({
  shares,
  save,
  onClose,
  onSend,
}: {
  shares: readonly Share[];
  save: Pick<Saving<never>, 'busy' | 'error'>;
  onClose: () => void;
  onSend: (at: string) => void;
}) {
  const zone = ownZone();
  const [wall, setWall] = useState(() => {
    const inAWeek = wallOf(new Date(Date.now() + WEEK).toISOString(), zone);
    return { date: inAWeek?.date ?? '', time: '18:00' };
  });
  const at = toInstant(wall.date, wall.time, zone);
  const past = at !== null && Date.parse(at) <= Date.now();
  const count = at === null ? 0 : shortened(shares, at);
  return (
    <FormDialog
      title={t('sharing.bulk.shortenAsk', { count: shares.length })}
      description={t('sharing.bulk.shortenText')}
      save={save}
      ready={at !== null && !past && count > 0}
      onSubmit={() => at !== null && onSend(at)}
      onClose={onClose}
      action={t('sharing.bulk.shorten_action')}
      noValidate
    >
      <Moment
        label={t('sharing.field_ends')}
        dateLabel={t('sharing.field_date')}
        timeLabel={t('sharing.field_time')}
        never={null}
        at={wall}
        zone={zone}
        error={at === null ? t('sharing.problem_bad_end') : past ? t('sharing.problem_past_end') : undefined}
        set={(part) => setWall((before) => ({ ...before, ...part }))}
      />
      {at !== null && !past && (
        <Quiet role="status">
          {t('sharing.bulk.shortenCount', { count, all: shares.length, at: formatMoment(at) })}
        </Quiet>
      )}
    </FormDialog>
  );
}
