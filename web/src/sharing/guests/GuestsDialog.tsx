/** The guests of one share, from the list of all shares: the same as in the dashboard's own dialog. */
import { useState } from 'react';
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import { Button, Dialog, ToastProvider } from '../../ui';
import { AddGuests } from './AddGuests';
import { useGuestActions } from './queries';
import { RecipientList } from './RecipientList';
import door from '../Door.module.css';
import css from './Guests.module.css';

export function GuestsDialog({ share, onClose }: { share: Share; onClose: () => void }) {
  const [adding, setAdding] = useState(false);
  const { add } = useGuestActions(share.id);
  const may = share.can.includes('edit') && share.state !== 'ended';
  return (
    <Dialog onClose={onClose} width="l" title={t('guests.of', { title: share.title })}>
      {/* A modal dialog hides all around it from assistive technology; undo has to stand inside. */}
      <ToastProvider>
        <div className={door['door']}>
          {adding ? (
            <AddGuests add={add} onDone={() => setAdding(false)} />
          ) : (
            may && (
              <div className={css['buttons']}>
                <Button icon="plus" variant="primary" onClick={() => setAdding(true)}>
                  {t('guests.add')}
                </Button>
              </div>
            )
          )}
          <RecipientList share={share} />
        </div>
      </ToastProvider>
    </Dialog>
  );
}
