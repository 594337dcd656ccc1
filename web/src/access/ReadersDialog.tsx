/** "Who can see this": everybody for whom the dashboard opens, with their level and every reason. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PathList } from './PathList';
import { useApi } from '../api/context';
import type { ReaderItem } from '../api/peopleTypes';
import type { Id, Page } from '../api/types';
import { t } from '../i18n/core';
import { ListScreen } from '../kit/ListScreen';
import { Avatar, Badge, Dialog, useSettled } from '../ui';
import css from './ReadersDialog.module.css';

export function ReadersDialog({
  dashboard,
  title,
  workspace,
  onClose,
}: {
  dashboard: Id;
  title: string;
  workspace: Id;
  onClose: () => void;
}) {
  const api = useApi();
  const [text, setText] = useState('');
  const q = useSettled(text.trim(), 150);
  const list = useInfiniteQuery({
    queryKey: ['readers', dashboard, workspace, q],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<ReaderItem>>(`/dashboards/${dashboard}/readers`, {
        signal,
        query: { workspace, q, limit: 50, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor || undefined,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const readers = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Dialog onClose={onClose} title={t('access.readers_title', { title })}>
      <div className={css['box']}>
        <ListScreen
          list={list}
          count={readers.length}
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
                  </p>
                  <PathList paths={reader.paths} />
                </div>
              </li>
            ))}
          </ul>
        </ListScreen>
      </div>
    </Dialog>
  );
}
