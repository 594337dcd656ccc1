/** What can be done to the chosen shares together, and what became of each. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { fromProblem } from '../../api/problem';
import { problemText } from '../../api/problemText';
import type { Share, SharesBulk, SharesBulkBody, ShareResult } from '../../api/types';
import { useSave } from '../../kit/useSave';
import { t } from '../../i18n';
import { Button, ConfirmDialog, Dialog, Icon, type IconName } from '../../ui';
import { ShortenDialog } from './ShortenDialog';
import { acts, mayDo, type Act, type Selection } from './selection';
import css from './SharesPage.module.css';

/** As many as the server takes at once. */
const MOST = 100;

const icons: Readonly<Record<Act, IconName>> = {
  pause: 'pause',
  resume: 'play',
  end: 'stop',
  shorten: 'clock',
};

type Sent = { act: Act; shares: readonly Share[]; expires_at?: string; undoes?: boolean };
type Done = { sent: Sent; results: readonly ShareResult[] };

const isUndone: Partial<Record<Act, Act>> = { pause: 'resume', resume: 'pause' };

function useBulk(onDone: () => void) {
  const cache = useQueryClient();
  const [shown, setShown] = useState<Done | null>(null);
  const bulk = useSave<Sent, Done>(
    async (sent) => {
      const results: ShareResult[] = [];
      for (let at = 0; at < sent.shares.length; at += MOST) {
        const body: SharesBulkBody = {
          ids: sent.shares.slice(at, at + MOST).map(({ id }) => id),
          do: sent.act,
          ...(sent.expires_at === undefined ? {} : { expires_at: sent.expires_at }),
        };
        results.push(...(await userClient.post<SharesBulk>('/shares/bulk', body)).results);
      }
      return { sent, results };
    },
    {
      said: ({ sent, results }) => {
        if (results.some(({ done }) => !done)) return undefined;
        const back = isUndone[sent.act];
        return {
          kind: 'good',
          text: t(`sharing.bulk.done_${sent.act}`, { count: results.length }),
          ...(back === undefined || sent.undoes
            ? {}
            : {
                action: {
                  label: t('kit.undo'),
                  onSelect: () => bulk.send({ act: back, shares: sent.shares, undoes: true }),
                },
              }),
        };
      },
      onDone: (done) => {
        if (done.results.some((result) => !result.done)) setShown(done);
        onDone();
      },
      failsInToast: true,
      onSettled: () =>
        Promise.all(
          ['shares', 'share-switches', 'dashboards', 'dashboard'].map((key) =>
            cache.invalidateQueries({ queryKey: [key] }),
          ),
        ),
    },
  );
  return { bulk, shown, close: () => setShown(null) };
}

export function BulkBar({ selection }: { selection: Selection }) {
  const { chosen } = selection;
  const [asking, setAsking] = useState<'end' | 'shorten' | null>(null);
  const { bulk, shown, close } = useBulk(() => {
    setAsking(null);
    selection.setAll(false);
  });
  const of = (act: Act) => chosen.filter((share) => mayDo(share, act));
  const watching = of('end').reduce((all, share) => all + share.watching, 0);
  const label = (act: Act) => {
    const count = of(act).length;
    const word = t(`sharing.bulk.${act}`);
    return count === 0 || count === chosen.length ? word : t('sharing.bulk.some', { word, count });
  };
  return (
    <>
      {chosen.length > 0 && (
        <div className={css['bulk']} role="toolbar" aria-label={t('sharing.bulk.title')}>
          <span role="status">{t('sharing.bulk.chosen', { count: chosen.length })}</span>
          {acts.map((act) => (
            <Button
              key={act}
              icon={icons[act]}
              variant={act === 'end' ? 'danger' : 'secondary'}
              disabled={of(act).length === 0}
              title={of(act).length === 0 ? t(`sharing.bulk.none_${act}`) : undefined}
              busy={bulk.busy}
              onClick={() =>
                act === 'end' || act === 'shorten' ? setAsking(act) : bulk.send({ act, shares: of(act) })
              }
            >
              {label(act)}
            </Button>
          ))}
          <Button variant="ghost" onClick={() => selection.setAll(false)}>
            {t('sharing.bulk.clear')}
          </Button>
        </div>
      )}
      <ConfirmDialog
        open={asking === 'end'}
        onClose={() => setAsking(null)}
        title={t('sharing.bulk.endAsk', { count: of('end').length })}
        action={t('sharing.list.end')}
        busy={bulk.busy}
        onConfirm={() => bulk.send({ act: 'end', shares: of('end') })}
      >
        {watching > 0 ? t('sharing.bulk.endWatching', { count: watching }) : t('sharing.bulk.endText')}
      </ConfirmDialog>
      {asking === 'shorten' && (
        <ShortenDialog
          shares={of('shorten')}
          save={bulk}
          onClose={() => setAsking(null)}
          onSend={(expires_at) => bulk.send({ act: 'shorten', shares: of('shorten'), expires_at })}
        />
      )}
      {shown && <Results {...shown} onClose={close} />}
    </>
  );
}

/** What became of each, those first with which something is left to do. */
function Results({ sent, results, onClose }: Done & { onClose: () => void }) {
  const title = (id: string) =>
    sent.shares.find((share) => share.id === id)?.title || t('sharing.list.untitled');
  const done = results.filter((result) => result.done);
  return (
    <Dialog
      onClose={onClose}
      title={t('sharing.bulk.results', { done: done.length, count: results.length })}
      footer={<Button onClick={onClose}>{t('app.close')}</Button>}
    >
      <ul className={css['results']}>
        {[...results.filter((result) => !result.done), ...done].map((result) => (
          <li key={result.id} data-done={result.done}>
            <Icon name={result.done ? 'check' : 'alert'} />
            <span>
              <strong>{title(result.id)}</strong>
              <span>
                {result.done ? t(`sharing.bulk.became_${sent.act}`) : problemText(fromProblem(result, 409))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
