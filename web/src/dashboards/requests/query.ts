/** Who asks to be let in to a dashboard that the reader may answer for. */
import { queryOptions } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import type { AccessRequest } from '../../api/peopleTypes';
import type { Page } from '../../api/types';

/** Asked again now and then: the mark in the bar lives of it. */
export const requestsQuery = queryOptions({
  queryKey: ['access-requests'] as const,
  queryFn: ({ signal }) => userClient.get<Page<AccessRequest>>('/access-requests', { signal }),
  select: (page) => page.items,
  staleTime: 30_000,
  refetchInterval: 120_000,
  retry: false,
});
