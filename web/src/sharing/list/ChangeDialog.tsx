/** Changing a share from the list of all: the same form as in the dashboard's own dialog, loaded when it is opened. */
import { ChangeShare } from '../terms/ChangeShare';
import { useChangeShare } from '../link/useShares';
import type { Share } from '../../api/types';
import { t } from '../../i18n';
import { Dialog } from '../../ui';
import css from './SharesPage.module.css';

export function ChangeDialog({ share, onClose }: { share: Share; onClose: () => void }) {
  const change = useChangeShare();
  return (
    <Dialog
      onClose={onClose}
      width="l"
      flush
      title={t('sharing.list.changeOf', { dashboard: share.dashboard_title })}
    >
      <div className={css['change']}>
        <ChangeShare share={share} change={(patch) => change(share, patch)} onClose={onClose} />
      </div>
    </Dialog>
  );
}
