/**
 * Questions that wait for whoever's rows they show: what would be asked otherwise, who saved it, and the button that approves
 * exactly what was looked at. For shares and for displayed data alike; who may approve is said by the server.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApi } from '../api/context';
import { problemText } from '../api/problemText';
import type { Waiting } from '../api/types';
import { t } from '../i18n/core';
import { formatMoment } from '../i18n/format';
import { useSave } from '../kit/useSave';
import { Button, Dialog, Notice, Quiet, Skeleton, Stack } from '../ui';
import { Difference } from './Difference';
import css from './WaitingDialog.module.css';

export function WaitingDialog({
  title,
  path,
  may,
  more,
  stays,
  onClose,
}: {
  title: string;
  /** What waits is read at `PATH/waiting` and approved at `PATH/approve`. */
  path: string;
  /** Whether the reader may approve. */
  may: boolean;
  /** What else is to be said of it. */
  more?: (waiting: Waiting) => ReactNode;
  /** Keeps readers at the revision that they see; absent where that cannot be said or not by this reader. */
  stays?: ((revision: number) => Promise<unknown>) | undefined;
  onClose: () => void;
}) {
  const api = useApi();
  const cache = useQueryClient();
  const asked = useQuery({
    queryKey: ['waiting', path],
    queryFn: async ({ signal }) =>
      (await api.get<Waiting | undefined>(`${path}/waiting`, { signal })) ?? null,
    staleTime: 0,
  });
  const refresh = () =>
    Promise.all(
      ['shares', 'dashboard', 'waiting'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
    );
  const approve = useSave((revision: number) => api.post(`${path}/approve`, { revision }), {
    said: () => t('access.waiting.approved'),
    onDone: onClose,
    onSettled: refresh,
  });
  const stay = useSave(async (revision: number) => stays?.(revision), {
    said: (_, revision) => t('access.waiting.stayed', { revision }),
    onDone: onClose,
    onSettled: refresh,
  });
  const waiting = asked.data;
  return (
    <Dialog
      onClose={onClose}
      width="l"
      title={title}
      description={t('access.waiting.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.close')}</Button>
          {stays && waiting && waiting.shown_revision !== null && (
            <Button icon="lock" busy={stay.busy} onClick={() => stay.send(waiting.shown_revision ?? 0)}>
              {t('access.waiting.stay')}
            </Button>
          )}
          {may && waiting && (
            <Button
              variant="primary"
              icon="check"
              busy={approve.busy}
              onClick={() => approve.send(waiting.revision)}
            >
              {t('access.waiting.approve')}
            </Button>
          )}
        </>
      }
    >
      <Stack>
        {asked.isPending && <Skeleton height={80} />}
        {asked.error && <Notice tone="bad">{problemText(asked.error)}</Notice>}
        {waiting === null && <Quiet>{t('access.waiting.nothing')}</Quiet>}
        {waiting && (
          <>
            <p>
              {t('access.waiting.saved', {
                name: waiting.saved_by.name,
                at: formatMoment(waiting.saved_at),
              })}
            </p>
            <ul className={css['changes']} aria-label={t('access.waiting.changes')}>
              {waiting.changes.map(({ what, id, title: named, change, before, after }) => (
                <li key={`${what} ${id ?? ''}`}>
                  {t(`access.waiting.${what}.${change}`, { name: named ?? id ?? '' })}
                  <Difference before={before} after={after} />
                </li>
              ))}
            </ul>
            {more?.(waiting)}
            {stays && waiting.shown_revision !== null && (
              <Quiet>{t('access.waiting.stay_hint', { revision: waiting.shown_revision })}</Quiet>
            )}
            {stay.error !== null && <Notice tone="bad">{problemText(stay.error)}</Notice>}
            {!may && <Quiet>{t('access.refused.not_their_rows')}</Quiet>}
            {approve.error !== null && <Notice tone="bad">{problemText(approve.error)}</Notice>}
          </>
        )}
      </Stack>
    </Dialog>
  );
}
