/** The guests of one share, and the way to invite more: on its page, and in the dialog of its list. */
import { useState } from 'react';
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import { Button } from '../../ui';
import { AddGuests } from './AddGuests';
import { useGuestActions } from './queries';
import { RecipientList } from './RecipientList';
import css from './Guests.module.css';

export function GuestList({ share }: { share: Share }) {
  const [adding, setAdding] = useState(false);
  const { add } = useGuestActions(share.id);
  const may = share.can.includes('edit') && share.state !== 'ended';
  return (
    <>
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
    </>
  );
}
