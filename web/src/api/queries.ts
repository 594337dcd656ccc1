/** Query keys and the questions that several screens share. Screens with questions of their own keep them near. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { userClient } from './client';
import type { DashboardSummary, Dataset, Id, Me, Page, Share, Token, Workspace } from './types';

/** Keys start with what they are about, so that a change can invalidate all of it. */
export const keys = {
  me: ['me'] as const,
  workspaces: ['workspaces'] as const,
  dashboards: (workspace: Id, filter: object = {}) => ['dashboards', workspace, filter] as const,
  dashboard: (id: Id, workspace?: Id) => ['dashboard', id, workspace ?? null] as const,
  grants: (id: Id, workspace?: Id) => ['grants', id, workspace ?? null] as const,
  dashboardShares: (id: Id) => ['shares', 'of', id] as const,
  shares: (filter: object = {}) => ['shares', 'all', filter] as const,
  datasets: (workspace: Id) => ['datasets', workspace] as const,
  dataset: (id: Id) => ['dataset', id] as const,
  tokens: ['tokens'] as const,
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

export type ShareFilter = { state?: string; kind?: string; q?: string };
export const sharesQuery = (filter: ShareFilter) =>
  queryOptions({
    queryKey: keys.shares(filter),
    queryFn: ({ signal }) => userClient.get<Page<Share>>('/shares', { signal, query: filter }),
    select: (page) => page.items,
  });

export const tokensQuery = queryOptions({
  queryKey: keys.tokens,
  queryFn: ({ signal }) => userClient.get<Page<Token>>('/tokens', { signal }),
  select: (page) => page.items,
});

export const useMe = () => useQuery(meQuery);
export const useWorkspaces = () => useQuery(workspacesQuery);
export const useDatasets = (workspace: Id | undefined) =>
  useQuery({ ...datasetsQuery(workspace ?? ''), enabled: workspace !== undefined });
