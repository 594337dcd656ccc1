/** The shares that are looked for, page by page; and who owns those there are. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { userClient } from '../../api/client';
import { keys } from '../../api/queries';
import type { Named, Page, Share } from '../../api/types';
import { queryOf, type Filters } from './filters';

const PAGE = 100;

export function useShareList(filters: Filters, q: string) {
  const list = useInfiniteQuery({
    queryKey: keys.shares({ ...filters, q }),
    queryFn: ({ pageParam, signal }) =>
      userClient.get<Page<Share>>('/shares', {
        signal,
        query: { ...queryOf(filters, Date.now()), q, cursor: pageParam, limit: PAGE },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    // Watchers come and go; the list is also where one sees that an end took effect.
    refetchInterval: 10_000,
  });
  const shares = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return { list, shares };
}

/** Shares without an owner that somebody may take over. */
export function useUnowned(): readonly Share[] {
  const { data } = useQuery({
    queryKey: keys.shares({ state: 'unowned' }),
    queryFn: ({ signal }) =>
      userClient.get<Page<Share>>('/shares', { signal, query: { unowned: true, limit: PAGE } }),
  });
  return data?.items.filter(({ can }) => can.includes('take_over')) ?? [];
}

/** The owners of all shares that are seen, by name. Asked once: they change seldom. */
export function useOwners(): readonly Named[] {
  const { data } = useQuery({
    queryKey: keys.shares({ owners: true }),
    queryFn: ({ signal }) => userClient.get<Page<Share>>('/shares', { signal, query: { limit: 500 } }),
    staleTime: 60_000,
  });
  const byId = new Map(data?.items.map(({ owner }) => [owner.id, owner]));
  return [...byId.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
