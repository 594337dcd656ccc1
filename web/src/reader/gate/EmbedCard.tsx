/** What an embed says instead of its dashboard. */
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { GuestCard } from '../GuestCard';
import { useTexts } from './useTexts';

/** Why nothing is shown. */
export type Closed = 'outside' | 'denied' | 'over' | 'ended';

export function EmbedCard({ why, onAgain }: { why: Closed; onAgain: () => void }) {
  useTexts();
  switch (why) {
    case 'outside':
      return <GuestCard icon="lock" title={t('gate.embedOutside')} hint={t('gate.embedOutsideHint')} />;
    case 'denied':
      return <GuestCard icon="lock" title={t('gate.embedDenied')} hint={t('gate.embedDeniedHint')} />;
    case 'ended':
      return <GuestCard icon="lock" title={t('view.shareEnded')} hint={t('gate.embedEndedHint')} />;
    case 'over':
      return (
        <GuestCard icon="clock" title={t('view.sessionOver')} hint={t('gate.embedOverHint')}>
          <Button variant="primary" icon="refresh" onClick={onAgain}>
            {t('view.openAgain')}
          </Button>
        </GuestCard>
      );
  }
}
