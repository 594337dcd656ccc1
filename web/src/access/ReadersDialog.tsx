/**
 * "Who can see this": everybody for whom the dashboard opens, with their level, their rows and every reason; what leads outside; and of
 * whoever is searched for and cannot, why.
 */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { PathList } from './PathList';
import { useApi } from '../api/context';
import type { Id, ReaderItem, Readers } from '../api/types';
import { t } from '../i18n/core';
import { ListScreen } from '../kit/ListScreen';
import { Avatar, Badge, Dialog, useSettled } from '../ui';
import css from './ReadersDialog.module.css';

/** What the area of shares knows: handed in, since rights do not know it. */
export type Outside = {
  /** Links and guests, each as a line; nothing where there are none, or the reader may not see them. */
  readonly list: (q: string) => ReactNode;
  /** "Flights where Origin is JFK". */
  readonly rows: (rows: ReaderItem['rows'][number]) => string;
};

export function ReadersDialog({
  dashboard,
  title,
  workspace,
  outside,
  onClose,
}: {
  dashboard: Id;
  title: string;
  workspace: Id;
  outside?: Outside | undefined;
  onClose: () => void;
}) {
  const api = useApi();
  const [text, setText] = useState('');
  const q = useSettled(text.trim(), 150);
  const list = useInfiniteQuery({
    queryKey: ['readers', dashboard, workspace, q],
    queryFn: ({ pageParam, signal }) =>
      api.get<Readers>(`/dashboards/${dashboard}/readers`, {
        signal,
        query: { workspace, q, limit: 50, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const readers = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const cannot = list.data?.pages[0]?.cannot ?? [];
  const rowsText = ({ dataset, predicate }: ReaderItem['rows'][number]) =>
    outside && predicate !== undefined
      ? t('access.readers_only', { rows: outside.rows({ dataset, predicate }) })
      : t('access.readers_some', { dataset });
  return (
    <Dialog onClose={onClose} title={t('access.readers_title', { title })}>
      <div className={css['box']}>
        {outside?.list(q)}
        <ListScreen
          list={list}
          count={readers.length + cannot.length}
          search={{ label: t('access.readers_find'), text, onText: setText }}
          className={css['find']}
          wait={120}
          empty={<p role="status">{t('access.readers_none')}</p>}
        >
          <ul className={css['readers']} aria-label={t('access.readers_list')}>
            {readers.map((reader) => (
              <li key={reader.user.id}>
                <Avatar name={reader.user.name} size={28} />
                <div>
                  <p className={css['who']}>
                    <strong>{reader.user.name}</strong>
                    <Badge tone="accent">{t(`access.level_${reader.level}`)}</Badge>
                    {reader.rows.map((rows) => (
                      <Badge key={rows.dataset} icon="filter">
                        {rowsText(rows)}
                      </Badge>
                    ))}
                  </p>
                  <PathList paths={reader.paths} />
                </div>
              </li>
            ))}
          </ul>
          {cannot.length > 0 && (
            <ul className={css['readers']} aria-label={t('access.cannot_list')}>
              {cannot.map(({ user, paths }) => (
                <li key={user.id} data-shut>
                  <Avatar name={user.name} size={28} />
                  <div>
                    <p className={css['who']}>
                      <strong>{t('access.cannot', { name: user.name })}</strong>
                    </p>
                    {paths.some(({ effect }) => effect === 'takes') ? (
                      <PathList paths={paths} />
                    ) : (
                      <>
                        <p className={css['nothing']}>{t('access.cannot_nothing')}</p>
                        <PathList paths={paths} />
                      </>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )}
        </ListScreen>
      </div>
    </Dialog>
  );
}
