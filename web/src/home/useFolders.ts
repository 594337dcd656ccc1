/** The folders that the reader sees in a workspace. */
import { queryOptions } from '@tanstack/react-query';
import { userClient } from '../api/client';
import type { Folder } from '../api/peopleTypes';
import type { Id, Page } from '../api/types';

export const foldersQuery = (workspace: Id) =>
  queryOptions({
    queryKey: ['folders', workspace] as const,
    queryFn: ({ signal }) =>
      userClient.get<Page<Folder>>(`/workspaces/${workspace}/folders`, { signal, query: { limit: 500 } }),
    select: (page) => page.items,
    staleTime: 30_000,
  });
