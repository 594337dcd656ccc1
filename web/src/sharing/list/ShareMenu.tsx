/** What can be done with one share: change, pause, resume, a new link, end. Only what the server allows is offered. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { userClient } from '../../api/client';
import type { Share, ShareWithLink } from '../../api/types';
import { t } from '../../i18n';
import { LinkElsewhere } from '../../kit/LinkElsewhere';
import { useSave } from '../../kit/useSave';
import {
  Button,
  ConfirmDialog,
  CopyField,
  Dialog,
  IconButton,
  Menu,
  MenuItem,
  MenuSeparator,
} from '../../ui';
import { useOnce } from '../link/useOnce';
import { ShareWaiting } from './ShareWaiting';
import css from './SharesPage.module.css';

const GuestsDialog = lazy(() => import('../guests/GuestsDialog').then((m) => ({ default: m.GuestsDialog })));
const KeysDialog = lazy(() => import('../embed/KeysDialog').then((m) => ({ default: m.KeysDialog })));
const ChangeDialog = lazy(() => import('./ChangeDialog').then((m) => ({ default: m.ChangeDialog })));

type Asking = 'end' | 'rotate' | null;

export function ShareMenu({ share }: { share: Share }) {
  const navigate = useNavigate();
  const [asking, setAsking] = useState<Asking>(null);
  const [changing, setChanging] = useState(false);
  const [listing, setListing] = useState(false);
  const [looking, setLooking] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const once = useOnce(link !== null);
  const close = () =>
    once.leave(() => {
      once.anew();
      setLink(null);
    });
  const { pause, resume, end, rotate } = useShareActions(share, setAsking, setLink);
  const may = (ability: Share['can'][number]) => share.can.includes(ability);
  const title = share.title || t('sharing.list.untitled');
  return (
    <>
      <Menu
        label={t('sharing.list.actionsOf', { title })}
        trigger={<IconButton icon="more" label={t('sharing.list.actionsOf', { title })} />}
      >
        <MenuItem
          icon="external"
          onSelect={() =>
            void navigate({
              to: '/d/$id/{-$slug}',
              params: { id: share.dashboard },
              search: { workspace: share.workspace },
            })
          }
        >
          {t('sharing.list.open')}
        </MenuItem>
        {share.waiting && (
          <MenuItem icon="clock" hint={t('sharing.waits_hint')} onSelect={() => setLooking(true)}>
            {t('sharing.waits_look')}
          </MenuItem>
        )}
        {share.kind === 'guests' && (
          <MenuItem icon="mail" onSelect={() => setListing(true)}>
            {t('guests.list')}
          </MenuItem>
        )}
        {share.kind === 'embed' && share.state !== 'ended' && (
          <MenuItem icon="key" onSelect={() => setListing(true)}>
            {t('embed.keys_and_code')}
          </MenuItem>
        )}
        {may('edit') && ['link', 'guests', 'embed'].includes(share.kind) && (
          <MenuItem icon="edit" onSelect={() => setChanging(true)}>
            {t('sharing.change')}
          </MenuItem>
        )}
        {may('pause') && share.state === 'live' && (
          <MenuItem icon="pause" hint={t('sharing.list.pauseHint')} onSelect={() => pause.send()}>
            {t('sharing.list.pause')}
          </MenuItem>
        )}
        {may('resume') && share.state === 'paused' && (
          <MenuItem icon="play" onSelect={() => resume.send()}>
            {t('sharing.list.resume')}
          </MenuItem>
        )}
        {may('rotate') && (
          <MenuItem icon="rotate" hint={t('sharing.list.rotateHint')} onSelect={() => setAsking('rotate')}>
            {t('sharing.list.rotate')}
          </MenuItem>
        )}
        {may('end') && share.state !== 'ended' && (
          <>
            <MenuSeparator />
            <MenuItem icon="stop" danger onSelect={() => setAsking('end')}>
              {t('sharing.list.end')}
            </MenuItem>
          </>
        )}
      </Menu>
      {looking && <ShareWaiting share={share} onClose={() => setLooking(false)} />}
      {listing && (
        <Suspense fallback={null}>
          {share.kind === 'embed' ? (
            <KeysDialog share={share} onClose={() => setListing(false)} />
          ) : (
            <GuestsDialog share={share} onClose={() => setListing(false)} />
          )}
        </Suspense>
      )}
      {changing && (
        <Suspense fallback={null}>
          <ChangeDialog share={share} onClose={() => setChanging(false)} />
        </Suspense>
      )}
      <ConfirmDialog
        open={asking === 'end'}
        onClose={() => setAsking(null)}
        title={t('sharing.list.endAsk', { title })}
        action={t('sharing.list.end')}
        busy={end.busy}
        onConfirm={() => end.send()}
      >
        {share.watching > 0
          ? t('sharing.list.endWarnWatching', { count: share.watching })
          : t('sharing.list.endWarn')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'rotate'}
        onClose={() => setAsking(null)}
        title={t('sharing.list.rotateAsk', { title })}
        action={t('sharing.list.rotate')}
        busy={rotate.busy}
        onConfirm={() => rotate.send()}
      >
        {t('sharing.list.rotateWarn')}
      </ConfirmDialog>
      <Dialog
        open={link !== null}
        onClose={close}
        title={t('sharing.list.newLink')}
        description={t('sharing.list.newLinkHint')}
        footer={<Button onClick={close}>{t('app.close')}</Button>}
      >
        <div className={css['link']}>
          <CopyField value={link ?? ''} label={t('sharing.list.newLink')} mono onCopied={once.onCopied} />
          <LinkElsewhere link={link ?? ''} />
        </div>
      </Dialog>
      {once.question}
    </>
  );
}

function useShareActions(share: Share, setAsking: (asking: Asking) => void, setLink: (link: string) => void) {
  const cache = useQueryClient();
  const title = share.title || t('sharing.list.untitled');
  const common = {
    onFailed: () => setAsking(null),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['shares'] }),
        cache.invalidateQueries({ queryKey: ['dashboards'] }),
      ]),
    failsInToast: true,
  };
  const resume = useSave(() => userClient.post<Share>(`/shares/${share.id}/resume`), {
    ...common,
    said: () => t('sharing.list.resumed', { title }),
  });
  const pause = useSave(() => userClient.post<Share>(`/shares/${share.id}/pause`), {
    ...common,
    said: () => ({
      kind: 'good',
      text: t('sharing.list.paused', { title }),
      action: { label: t('kit.undo'), onSelect: () => resume.send() },
    }),
  });
  const end = useSave(() => userClient.delete(`/shares/${share.id}`), {
    ...common,
    said: () => t('sharing.list.endedNow', { title }),
    onDone: () => setAsking(null),
  });
  const rotate = useSave(() => userClient.post<ShareWithLink>(`/shares/${share.id}/rotate`), {
    ...common,
    onDone: (answer) => {
      setAsking(null);
      setLink(answer.link ?? null);
    },
  });
  return { pause, resume, end, rotate };
}
