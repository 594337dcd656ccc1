/** Query keys and the questions that several screens share. Screens with questions of their own keep them near. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { userClient } from './client';
import type {
  DashboardSummary,
  Dataset,
  Folder,
  Id,
  Me,
  Page,
  Share,
  SharingConsent,
  Token,
  Workspace,
} from './types';

/** Keys start with what they are about, so that a change can invalidate all of it. */
export const keys = {
  me: ['me'] as const,
  workspaces: ['workspaces'] as const,
  dashboards: (workspace: Id, filter: object = {}) => ['dashboards', workspace, filter] as const,
  dashboard: (id: Id, workspace?: Id) => ['dashboard', id, workspace ?? null] as const,
  grants: (id: Id, workspace?: Id) => ['grants', id, workspace ?? null] as const,
  dashboardShares: (id: Id) => ['shares', 'of', id] as const,
  shares: (filter: object = {}) => ['shares', 'all', filter] as const,
  share: (id: Id) => ['shares', 'one', id] as const,
  datasets: (workspace: Id) => ['datasets', workspace] as const,
  dataset: (id: Id) => ['dataset', id] as const,
  tokens: ['tokens'] as const,
  folders: (workspace: Id) => ['folders', workspace] as const,
};

export const meQuery = queryOptions({
  queryKey: keys.me,
  queryFn: ({ signal }) => userClient.get<Me>('/auth/me', { signal }),
  staleTime: 60_000,
  retry: false,
});

export const workspacesQuery = queryOptions({
  queryKey: keys.workspaces,
  queryFn: ({ signal }) => userClient.get<Page<Workspace>>('/workspaces', { signal, query: { limit: 500 } }),
  staleTime: 60_000,
  select: (page) => page.items,
});

export type DashboardFilter = {
  tab?: 'private' | 'shared' | 'all';
  q?: string;
  tag?: string;
  limit?: number;
};
export const dashboardsQuery = (workspace: Id, filter: DashboardFilter) =>
  queryOptions({
    queryKey: keys.dashboards(workspace, filter),
    queryFn: ({ signal }) =>
      userClient.get<Page<DashboardSummary>>(`/workspaces/${workspace}/dashboards`, {
        signal,
        query: filter,
      }),
  });

export const datasetsQuery = (workspace: Id) =>
  queryOptions({
    queryKey: keys.datasets(workspace),
    queryFn: ({ signal }) => userClient.get<Page<Dataset>>(`/workspaces/${workspace}/datasets`, { signal }),
    select: (page) => page.items,
  });

export const datasetQuery = (id: Id) =>
  queryOptions({
    queryKey: keys.dataset(id),
    queryFn: ({ signal }) => userClient.get<Dataset>(`/datasets/${id}`, { signal }),
  });

/** The folders that the reader sees in a workspace. */
export const foldersQuery = (workspace: Id) =>
  queryOptions({
    queryKey: keys.folders(workspace),
    queryFn: ({ signal }) =>
      userClient.get<Page<Folder>>(`/workspaces/${workspace}/folders`, { signal, query: { limit: 500 } }),
    select: (page) => page.items,
    staleTime: 30_000,
  });

export const shareQuery = (id: Id) =>
  queryOptions({
    queryKey: keys.share(id),
    queryFn: ({ signal }) => userClient.get<Share>(`/shares/${id}`, { signal }),
  });

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => userClient.get<Page<Token>>('/tokens', { signal }),
  select: (page) => page.items,
});

/** Whether the caller may be shown as the sharer, and what rests on it. */
export const consentQuery = queryOptions({
  queryKey: ['sharing-consent'],
  queryFn: ({ signal }) => userClient.get<SharingConsent>('/auth/me/sharing-consent', { signal }),
});

export const useMe = () => useQuery(meQuery);
export const useWorkspaces = () => useQuery(workspacesQuery);
/** Is anything of shares to the outside shown at all? Without the permission in any workspace, nothing is. */
export const useSeesShares = () => useAnyWorkspaceCan('see_shares');
export const useReadsAudit = () => useAnyWorkspaceCan('read_audit');
function useAnyWorkspaceCan(ability: Workspace['can'][number]): boolean {
  return useWorkspaces().data?.some(({ can }) => can.includes(ability)) ?? false;
}
export const useDatasets = (workspace: Id | undefined) =>
  useQuery({ ...datasetsQuery(workspace ?? ''), enabled: workspace !== undefined });

/** Rights reach everywhere: whatever is shown of them is asked anew. */
export function useRightsChanged(): () => Promise<unknown> {
  const cache = useQueryClient();
  return () =>
    cache.invalidateQueries({
      predicate: ({ queryKey }) => !['data', 'datasets', 'dataset'].includes(String(queryKey[0])),
    });
}
