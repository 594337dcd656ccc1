/** "Who can see this": everybody for whom the dashboard opens, with their level and every reason. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PathList } from './PathList';
import { useApi } from '../api/context';
import type { ReaderItem } from '../api/peopleTypes';
import type { Id, Page } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n/core';
import { Avatar, Badge, Button, Dialog, Notice, SearchInput, Skeleton, useSettled } from '../ui';
import css from './Readers.module.css';

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
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('share.readers_title', { title })}>
      <div className={css['box']}>
        <SearchInput
          label={t('share.readers_find')}
          placeholder={t('share.readers_find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        {list.isError && <Notice tone="bad">{problemText(list.error)}</Notice>}
        {list.isPending && !list.isError && <Skeleton height={120} />}
        {list.isSuccess && readers.length === 0 && <p role="status">{t('share.readers_none')}</p>}
        <ul className={css['readers']} aria-label={t('share.readers_list')}>
          {readers.map((reader) => (
            <li key={reader.user.id}>
              <Avatar name={reader.user.name} size={28} />
              <div>
                <p className={css['who']}>
                  <strong>{reader.user.name}</strong>
                  <Badge tone="accent">{t(`share.level_${reader.level}`)}</Badge>
                </p>
                <PathList paths={reader.paths} />
              </div>
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('share.again_more')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
