/** Entries of the audit, newest first, page by page; and what shows that they are whole. */
import { keepPreviousData, queryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { userClient, type QueryParams } from '../../api/client';
import type { AuditCheckpoint, AuditItem, Page } from '../../api/types';

export function useAudit(query: QueryParams, limit = 100) {
  const list = useInfiniteQuery({
    queryKey: ['audit', query, limit],
    queryFn: ({ pageParam, signal }) =>
      userClient.get<Page<AuditItem>>('/audit', { signal, query: { ...query, cursor: pageParam, limit } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });
  const entries = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, entries };
}

export const checkpointsQuery = queryOptions({
  queryKey: ['audit-checkpoints'],
  queryFn: ({ signal }) =>
    userClient.get<Page<AuditCheckpoint>>('/audit/checkpoints', { signal, query: { limit: 1 } }),
  select: (page) => page.items[0],
  staleTime: 30_000,
});
