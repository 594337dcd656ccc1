/** The guests of one share, from the list of all shares: the same as in the dashboard's own dialog. */
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import { Dialog, ToastProvider } from '../../ui';
import { GuestList } from './GuestList';
import door from '../Door.module.css';

export function GuestsDialog({ share, onClose }: { share: Share; onClose: () => void }) {
  return (
    <Dialog onClose={onClose} width="l" title={t('guests.of', { title: share.title })}>
      {/* A modal dialog hides all around it from assistive technology; undo has to stand inside. */}
      <ToastProvider>
        <div className={door['door']}>
          <GuestList share={share} />
        </div>
      </ToastProvider>
    </Dialog>
  );
}
