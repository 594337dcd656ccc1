/** What waits for the readers of a share, with the widgets that its locks would not reach. */
import { WaitingDialog } from '../../access/WaitingDialog';
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import { Unreached } from '../terms/Unreached';

export function ShareWaiting({ share, onClose }: { share: Share; onClose: () => void }) {
  return (
    <WaitingDialog
      title={t('sharing.waits_title', { title: share.title || t('sharing.list.untitled') })}
      path={`/shares/${share.id}`}
      may={share.can.includes('approve')}
      more={({ unreached, unreached_choices }) => (
        <Unreached widgets={unreached ?? []} choices={unreached_choices} />
      )}
      onClose={onClose}
    />
  );
}
