/** Mails that no server took: which there are, and what can be done with each. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { userClient } from '../api/client';
import type { OutboxItem, OutboxMail } from '../api/guests';
import type { Id, Page } from '../api/types';

export const outboxKey = ['outbox'] as const;

export const useOutbox = () =>
  useInfiniteQuery({
    queryKey: [...outboxKey, 'list'],
    queryFn: ({ signal, pageParam }) =>
      userClient.get<Page<OutboxItem>>('/outbox', { signal, query: { limit: 100, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 10_000,
  });

export const useMail = (id: Id) =>
  useQuery({
    queryKey: [...outboxKey, 'mail', id],
    queryFn: ({ signal }) => userClient.get<OutboxMail>(`/outbox/${id}`, { signal }),
    // It holds links that open something: kept no longer than it is looked at.
    gcTime: 0,
  });
