/** What the screens of a workspace ask of its permissions, policies and brand, with the keys under which it is kept. */
import { queryOptions } from '@tanstack/react-query';
import type { Principal } from '../access/principals';
import { userClient } from '../api/client';
import type { Id, Page, PermissionItem, Policy, PrincipalItem, WorkspaceBrand } from '../api/types';

const workspaceKeys = {
  permissions: (workspace: Id) => ['permissions', workspace] as const,
  policies: (workspace: Id) => ['policies', workspace] as const,
  brand: (workspace: Id) => ['brand', workspace] as const,
};

export const permissionsQuery = (workspace: Id) =>
  queryOptions({
    queryKey: workspaceKeys.permissions(workspace),
    queryFn: ({ signal }) =>
      userClient.get<Page<PermissionItem>>(`/workspaces/${workspace}/permissions`, { signal }),
    select: (page) => page.items,
  });

export const policiesQuery = (workspace: Id) =>
  queryOptions({
    queryKey: workspaceKeys.policies(workspace),
    queryFn: ({ signal }) => userClient.get<Page<Policy>>(`/workspaces/${workspace}/policies`, { signal }),
    select: (page) => page.items,
  });

export const brandQuery = (workspace: Id) =>
  queryOptions({
    queryKey: workspaceKeys.brand(workspace),
    queryFn: ({ signal }) => userClient.get<WorkspaceBrand>(`/workspaces/${workspace}/brand`, { signal }),
  });

/** To whom somebody who manages a workspace may give something there: groups and users by name. */
export async function findFor(workspace: string, q: string, signal: AbortSignal): Promise<Principal[]> {
  const page = await userClient.get<Page<PrincipalItem>>(`/workspaces/${workspace}/permissions/candidates`, {
    signal,
    query: { q, limit: 9 },
  });
  return page.items
    .filter(({ principal }) => principal !== 'all')
    .map(({ principal, name, email }) => ({
      principal,
      name,
      kind: principal.startsWith('group:') ? ('group' as const) : ('user' as const),
      ...(email === undefined ? {} : { second: email }),
    }));
}
