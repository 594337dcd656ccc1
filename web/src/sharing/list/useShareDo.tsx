/** What can be done with one share, with the questions before and the words after; for its menu in lists and for its page. */
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { userClient } from '../../api/client';
import type { Share, ShareWithLink } from '../../api/types';
import { t } from '../../i18n';
import { LinkElsewhere } from '../../kit/LinkElsewhere';
import { useSave } from '../../kit/useSave';
import { Button, ConfirmDialog, CopyField, Dialog } from '../../ui';
import { useOnce } from '../link/useOnce';
import { attributesRead } from '../preview/attributes';
import { PreviewAs } from '../preview/PreviewAs';
import { usePreview } from '../preview/usePreview';
import { ShareWaiting } from './ShareWaiting';
import { TakeOver } from './TakeOver';
import css from './SharesPage.module.css';

const GuestsDialog = lazy(() => import('../guests/GuestsDialog').then((m) => ({ default: m.GuestsDialog })));
const KeysDialog = lazy(() => import('../embed/KeysDialog').then((m) => ({ default: m.KeysDialog })));
const ChangeDialog = lazy(() => import('./ChangeDialog').then((m) => ({ default: m.ChangeDialog })));

/** What opens a dialog first. */
type Asking = 'end' | 'rotate' | 'change' | 'look' | 'take_over' | 'guests' | 'keys' | 'preview';

export interface ShareDo {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Shows it as its readers see it, in a tab of its own. */
  readonly preview: () => void;
  readonly ask: (what: Asking) => void;
  readonly busy: boolean;
  /** Stands somewhere beside whatever starts it. */
  readonly dialogs: ReactNode;
}

export function useShareDo(share: Share): ShareDo {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const stop = () => setAsking(null);
  const { pause, resume, end, rotate } = useSends(share, stop, setLink);
  const preview = usePreview();
  const title = share.title || t('sharing.list.untitled');
  return {
    preview: () =>
      attributesRead(share.rows).length > 0 ? setAsking('preview') : void preview.ofShare(share),
    pause: () => pause.send(),
    resume: () => resume.send(),
    ask: setAsking,
    busy: pause.busy || resume.busy,
    dialogs: (
      <>
        {asking === 'look' && <ShareWaiting share={share} onClose={stop} />}
        {asking === 'take_over' && <TakeOver share={share} onClose={stop} />}
        {asking === 'guests' && (
          <Suspense fallback={null}>
            <GuestsDialog share={share} onClose={stop} />
          </Suspense>
        )}
        {asking === 'preview' && <PreviewAs share={share} onClose={stop} />}
        {asking === 'keys' && (
          <Suspense fallback={null}>
            <KeysDialog share={share} onClose={stop} />
          </Suspense>
        )}
        {asking === 'change' && (
          <Suspense fallback={null}>
            <ChangeDialog share={share} onClose={stop} />
          </Suspense>
        )}
        <ConfirmDialog
          open={asking === 'end'}
          onClose={stop}
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
          onClose={stop}
          title={t('sharing.list.rotateAsk', { title })}
          action={t('sharing.list.rotate')}
          busy={rotate.busy}
          onConfirm={() => rotate.send()}
        >
          {t('sharing.list.rotateWarn')}
        </ConfirmDialog>
        <NewLink link={link} onGone={() => setLink(null)} />
      </>
    ),
  };
}

/** Shown this once. */
function NewLink({ link, onGone }: { link: string | null; onGone: () => void }) {
  const once = useOnce(link !== null);
  const close = () =>
    once.leave(() => {
      once.anew();
      onGone();
    });
  return (
    <>
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

function useSends(share: Share, stop: () => void, setLink: (link: string) => void) {
  const cache = useQueryClient();
  const title = share.title || t('sharing.list.untitled');
  const common = {
    onFailed: stop,
    onSettled: () =>
      Promise.all(
        ['shares', 'share-switches', 'audit', 'dashboards', 'dashboard'].map((key) =>
          cache.invalidateQueries({ queryKey: [key] }),
        ),
      ),
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
    onDone: stop,
  });
  const rotate = useSave(() => userClient.post<ShareWithLink>(`/shares/${share.id}/rotate`), {
    ...common,
    onDone: (answer) => {
      stop();
      setLink(answer.link ?? null);
    },
  });
  return { pause, resume, end, rotate };
}
