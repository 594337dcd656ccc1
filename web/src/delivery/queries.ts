/** Mails that no server took: which there are, and what can be done with each. */
import { useQuery } from '@tanstack/react-query';
import { userClient } from '../api/client';
import type { Id, Outbox, OutboxMail } from '../api/types';

export const outboxKey = ['outbox'] as const;

export const useOutbox = () =>
  useQuery({
    queryKey: [...outboxKey, 'list'],
    queryFn: ({ signal }) => userClient.get<Outbox>('/outbox', { signal }),
    refetchInterval: 10_000,
  });

export const useMail = (id: Id) =>
  useQuery({
    queryKey: [...outboxKey, 'mail', id],
    queryFn: ({ signal }) => userClient.get<OutboxMail>(`/outbox/${id}`, { signal }),
    // It holds links that open something: kept no longer than it is looked at.
    gcTime: 0,
  });
