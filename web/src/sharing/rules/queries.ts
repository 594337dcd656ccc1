/** What workspaces say of shares: how they have to look, and which kinds are switched off. */
import { queryOptions } from '@tanstack/react-query';
import { userClient } from '../../api/client';
import type { Id, SharePolicyInForce, ShareSwitches } from '../../api/types';

export const rulesQuery = (workspace: Id) =>
  queryOptions({
    queryKey: ['share-rules', workspace],
    queryFn: ({ signal }) =>
      userClient.get<SharePolicyInForce>(`/workspaces/${workspace}/share-policy`, { signal }),
  });

export const switchesQuery = (workspace: Id) =>
  queryOptions({
    queryKey: ['share-switches', workspace],
    queryFn: ({ signal }) =>
      userClient.get<ShareSwitches>(`/workspaces/${workspace}/share-switches`, { signal }),
    // What a switch would cut changes by itself.
    refetchInterval: 10_000,
  });
