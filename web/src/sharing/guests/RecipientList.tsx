/** The guests of a share, one by one: how far each has come, and what can be done for or against them. */
import { useState } from 'react';
import type { Recipient, Share } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { agoText } from '../../i18n/instant';
import { ListScreen } from '../../kit/ListScreen';
import { Button, Icon, IconButton, Menu, MenuItem, MenuSeparator, StateMark } from '../../ui';
import { EndDialog } from './EndDialog';
import { useGuestActions, useRecipients, type GuestActions } from './queries';
import { factsOf, mailWhy, stateOf } from './recipientWords';
import css from './Guests.module.css';

export function RecipientList({ share }: { share: Share }) {
  const list = useRecipients(share.id);
  const actions = useGuestActions(share.id);
  const [changing, setChanging] = useState<Recipient | null>(null);
  const guests = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const changeable = share.can.includes('edit') && share.state !== 'ended';
  return (
    <>
      <ListScreen
        list={{ ...list, fetchNextPage: () => void list.fetchNextPage() }}
        count={guests.length}
        wait={52}
        none={t('guests.none')}
        onAgain={() => void list.refetch()}
      >
        <ul className={css['guests']} aria-label={t('guests.of', { title: share.title })}>
          {guests.map((one) => (
            <Guest
              key={one.id}
              guest={one}
              actions={actions}
              changeable={changeable}
              onChangeEnd={() => setChanging(one)}
            />
          ))}
        </ul>
      </ListScreen>
      {changing && (
        <EndDialog
          guest={changing}
          change={(at) => actions.changeEnd(changing, at)}
          onClose={() => setChanging(null)}
        />
      )}
    </>
  );
}

function Guest({
  guest,
  actions,
  changeable,
  onChangeEnd,
}: {
  guest: Recipient;
  actions: GuestActions;
  changeable: boolean;
  onChangeEnd: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const now = new Date();
  const state = stateOf(guest);
  const why = mailWhy(guest);
  const gone = guest.state === 'removed';
  const doing = (act: Promise<unknown>) => {
    setBusy(true);
    void act.finally(() => setBusy(false));
  };
  return (
    <li data-gone={gone || undefined}>
      <div className={css['guestWords']}>
        <div className={css['guestHead']}>
          <span className={css['address']}>
            {guest.name && <b>{guest.name} </b>}
            <bdi>{guest.shown}</bdi>
          </span>
          <StateMark tone={state.tone}>{state.text}</StateMark>
        </div>
        <p className={css['quiet']}>{factsOf(guest, now).join(' · ')}</p>
        {why !== null && <p className={css['bad']}>{why}</p>}
        {guest.elsewhere_at && !gone && (
          <p className={css['warn']}>
            <Icon name="alert" size={13} />
            <span>{t('guests.elsewhere', { ago: agoText(guest.elsewhere_at, now, locale()) })}</span>
          </p>
        )}
        {why !== null && !gone && changeable && (
          <Button
            size="s"
            className={css['act']}
            icon="refresh"
            busy={busy}
            onClick={() => doing(actions.resend(guest))}
          >
            {t('guests.retry')}
          </Button>
        )}
        {gone && changeable && (
          <Button size="s" className={css['act']} busy={busy} onClick={() => doing(actions.invite(guest))}>
            {t('guests.invite_again')}
          </Button>
        )}
      </div>
      {!gone && changeable && (
        <Menu
          label={t('guests.menu', { address: guest.shown })}
          trigger={<IconButton icon="more" label={t('guests.menu', { address: guest.shown })} />}
        >
          {guest.by_domain !== true && (
            <MenuItem
              icon="mail"
              hint={t('guests.resend_hint')}
              onSelect={() => doing(actions.resend(guest))}
            >
              {t('guests.resend')}
            </MenuItem>
          )}
          <MenuItem icon="clock" onSelect={onChangeEnd}>
            {t('guests.change_end')}
          </MenuItem>
          <MenuSeparator />
          <MenuItem
            icon="x"
            danger
            hint={t('guests.remove_hint')}
            onSelect={() => doing(actions.remove(guest))}
          >
            {t('guests.remove')}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
