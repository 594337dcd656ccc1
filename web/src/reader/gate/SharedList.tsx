/** "Shared with you": all that opens for the address that this browser has proved; dropping one, and being forgotten. */
import { useCallback, useEffect, useState } from 'react';
import { basePath } from '../../api/basePath';
import { ApiClient } from '../../api/client';
import type { SharedWithMe, SharedWithMeItem } from '../../api/types';
import { plainText } from '../../api/plainText';
import { ApiError } from '../../api/problem';
import { locale, t } from '../../i18n/core';
import { agoText, instantText, ownZone } from '../../i18n/instant';
import { Button } from '../../ui/Button';
import { useToast } from '../../ui/Toast';
import { PageSkeleton } from '../../dashboards/view/PageSkeleton';
import { GuestCard } from '../GuestCard';
import { forget as forgetSession } from '../session';
import { Spoken } from '../Spoken';
import { dropPending } from './pending';
import { useTexts } from './useTexts';
import css from './Gate.module.css';

type Stage =
  | { at: 'asking' }
  | { at: 'known'; shared: SharedWithMe }
  | { at: 'nobody' }
  | { at: 'forgotten' }
  | { at: 'failed'; error: unknown };

const guest = new ApiClient();

export function SharedList() {
  return <Spoken>{() => <Page />}</Spoken>;
}

function Page() {
  useTexts();
  const toast = useToast();
  const [stage, setStage] = useState<Stage>({ at: 'asking' });
  const ask = useCallback(async () => {
    try {
      setStage({ at: 'known', shared: await guest.get<SharedWithMe>('/shared-with-me') });
    } catch (error) {
      const nobody = error instanceof ApiError && error.code === 'unauthenticated';
      setStage(nobody ? { at: 'nobody' } : { at: 'failed', error });
    }
  }, []);
  useEffect(() => void ask(), [ask]);
  const title = t('gate.sharedTitle');
  useEffect(() => {
    document.title = title;
  }, [title]);
  const refused = (error: unknown) => {
    // Another tab may have left meanwhile.
    if (error instanceof ApiError && error.code === 'unauthenticated') setStage({ at: 'nobody' });
    else toast({ kind: 'bad', text: `${t('gate.failed')}: ${plainText(error)}` });
  };
  const drop = async (item: SharedWithMeItem) => {
    try {
      await guest.delete(`/shared-with-me/${item.id}`);
      toast({ kind: 'good', text: t('gate.dropped', { title: item.title }) });
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'not_found')) return refused(error);
    }
    await ask();
  };
  const forget = async () => {
    try {
      await guest.delete('/shared-with-me');
      // What is open in this tab goes, too.
      forgetSession();
      dropPending();
      setStage({ at: 'forgotten' });
    } catch (error) {
      refused(error);
    }
  };
  switch (stage.at) {
    case 'asking':
      return <PageSkeleton />;
    case 'nobody':
      return <GuestCard icon="mail" title={t('gate.sharedNobodyTitle')} hint={t('gate.sharedNobodyHint')} />;
    case 'forgotten':
      return <GuestCard icon="check" title={t('gate.forgotten')} hint={t('gate.forgottenHint')} />;
    case 'failed':
      return (
        <GuestCard icon="alert" title={t('gate.failed')} hint={plainText(stage.error)}>
          <Button icon="refresh" onClick={() => void ask()}>
            {t('app.tryAgain')}
          </Button>
        </GuestCard>
      );
    case 'known':
      return <List shared={stage.shared} onDrop={drop} onForget={forget} />;
  }
}

function List({
  shared,
  onDrop,
  onForget,
}: {
  shared: SharedWithMe;
  onDrop: (item: SharedWithMeItem) => Promise<void>;
  onForget: () => Promise<void>;
}) {
  const { address, items } = shared;
  return (
    <main className={css['list']}>
      <header>
        <h1>{t('gate.sharedTitle')}</h1>
        <p className={css['lead']}>
          {items.length > 0 ? t('gate.sharedFor', { address }) : t('gate.sharedNone')}
        </p>
      </header>
      {items.length > 0 && (
        <ul className={css['items']} aria-label={t('gate.sharedTitle')}>
          {items.map((item) => (
            <Item key={item.id} item={item} onDrop={onDrop} />
          ))}
        </ul>
      )}
      <footer className={css['forget']}>
        <p>{t('gate.forgetHint', { address })}</p>
        <Button size="s" icon="signOut" onClick={() => void onForget()}>
          {t('gate.forget')}
        </Button>
      </footer>
    </main>
  );
}

function Item({
  item,
  onDrop,
}: {
  item: SharedWithMeItem;
  onDrop: (item: SharedWithMeItem) => Promise<void>;
}) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const { id, title, shared_by: name, workspace } = item;
  const facts = [
    t('gate.sharedBy', { name, workspace }),
    item.last_seen
      ? t('gate.lastSeen', { ago: agoText(item.last_seen, new Date(), locale()) })
      : t('gate.neverSeen'),
    ...(item.expires_at
      ? [t('gate.until', { time: instantText(item.expires_at, locale(), ownZone()) })]
      : []),
  ];
  if (asking)
    return (
      <li className={`${css['item']} ${css['asking']}`}>
        <p role="alert">{t('gate.dropAsk', { title, name })}</p>
        <div className={css['buttons']}>
          <Button size="s" autoFocus onClick={() => setAsking(false)}>
            {t('gate.dropNo')}
          </Button>
          <Button
            size="s"
            variant="danger"
            busy={busy}
            onClick={() => {
              setBusy(true);
              void onDrop(item).finally(() => {
                setBusy(false);
                setAsking(false);
              });
            }}
          >
            {t('gate.dropYes')}
          </Button>
        </div>
      </li>
    );
  return (
    <li className={css['item']}>
      <div className={css['words']}>
        <a href={`${basePath}/shared/${encodeURIComponent(id)}`}>{title}</a>
        <p className={css['facts']}>{facts.join(' · ')}</p>
      </div>
      <Button
        size="s"
        variant="ghost"
        icon="x"
        aria-label={t('gate.dropOf', { title })}
        onClick={() => setAsking(true)}
      >
        {t('gate.drop')}
      </Button>
    </li>
  );
}
