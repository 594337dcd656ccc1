/** Shares whose readers do not see what was saved last: said above the list to who may approve, and at each of them. */
import { useState } from 'react';
import type { Share } from '../../api/types';
import { t } from '../../i18n';
import { Button, Notice } from '../../ui';
import { ShareWaiting } from './ShareWaiting';

/** Those that wait for whoever reads this. */
export const waitsForMe = (share: Share) => share.waiting && share.can.includes('approve');

export function WaitingNotice({ shares }: { shares: readonly Share[] }) {
  const [looking, setLooking] = useState<Share | null>(null);
  const waiting = shares.filter(waitsForMe);
  const [first] = waiting;
  return (
    <>
      {first && (
        <Notice
          tone="warn"
          actions={<Button onClick={() => setLooking(first)}>{t('sharing.waits_look')}</Button>}
        >
          {t('sharing.waits_some', { count: waiting.length })}
        </Notice>
      )}
      {looking && <ShareWaiting share={looking} onClose={() => setLooking(null)} />}
    </>
  );
}

export function WaitsButton({ share }: { share: Share }) {
  const [looking, setLooking] = useState(false);
  return (
    <>
      <Button size="s" icon="clock" onClick={() => setLooking(true)}>
        {t('sharing.waits')}
      </Button>
      {looking && <ShareWaiting share={share} onClose={() => setLooking(false)} />}
    </>
  );
}
