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
import css from './WaitingDialog.module.css';

export function WaitingDialog({
  title,
  path,
  may,
  more,
  onClose,
}: {
  title: string;
  /** What waits is read at `PATH/waiting` and approved at `PATH/approve`. */
  path: string;
  /** Whether the reader may approve. */
  may: boolean;
  /** What else is to be said of it. */
  more?: (waiting: Waiting) => ReactNode;
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
  const approve = useSave((revision: number) => api.post(`${path}/approve`, { revision }), {
    said: () => t('access.waiting.approved'),
    onDone: onClose,
    onSettled: () =>
      Promise.all(
        ['shares', 'dashboard', 'waiting'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
      ),
  });
  const waiting = asked.data;
  return (
    <Dialog
      onClose={onClose}
      title={title}
      description={t('access.waiting.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.close')}</Button>
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
              {waiting.changes.map(({ what, id, title: named, change }) => (
                <li key={`${what} ${id ?? ''}`}>
                  {t(`access.waiting.${what}.${change}`, { name: named ?? id ?? '' })}
                </li>
              ))}
            </ul>
            {more?.(waiting)}
            {!may && <Quiet>{t('access.refused.not_their_rows')}</Quiet>}
            {approve.error !== null && <Notice tone="bad">{problemText(approve.error)}</Notice>}
          </>
        )}
      </Stack>
    </Dialog>
  );
}
