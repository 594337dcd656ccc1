/** What the People screens ask, with the keys under which it is kept; a change drops all of what it touches. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { userClient } from '../api/client';
import { meQuery, workspacesQuery } from '../api/queries';
import type { AccessRequest, GroupItem, PermissionItem, Person, Policy } from '../api/peopleTypes';
import type { Id, Page } from '../api/types';

export const peopleKeys = {
  users: ['users'] as const,
  groups: ['groups'] as const,
  permissions: (workspace: Id) => ['permissions', workspace] as const,
  policies: (workspace: Id) => ['policies', workspace] as const,
  requests: ['access-requests'] as const,
};

export const groupsQuery = (q = '') =>
  queryOptions({
    queryKey: [...peopleKeys.groups, 'list', q],
    queryFn: ({ signal }) => userClient.get<Page<GroupItem>>('/groups', { signal, query: { q, limit: 500 } }),
    select: (page) => page.items,
  });

export const permissionsQuery = (workspace: Id) =>
  queryOptions({
    queryKey: peopleKeys.permissions(workspace),
    queryFn: ({ signal }) =>
      userClient.get<Page<PermissionItem>>(`/workspaces/${workspace}/permissions`, { signal }),
    select: (page) => page.items,
  });

export const policiesQuery = (workspace: Id) =>
  queryOptions({
    queryKey: peopleKeys.policies(workspace),
    queryFn: ({ signal }) => userClient.get<Page<Policy>>(`/workspaces/${workspace}/policies`, { signal }),
    select: (page) => page.items,
  });

/** Asked again now and then: the mark in the bar lives of it. */
export const requestsQuery = queryOptions({
  queryKey: peopleKeys.requests,
  queryFn: ({ signal }) => userClient.get<Page<AccessRequest>>('/access-requests', { signal }),
  select: (page) => page.items,
  staleTime: 30_000,
  refetchInterval: 120_000,
  retry: false,
});

/** Rights reach everywhere: whatever is shown of them is asked anew. */
export function useRightsChanged(): () => Promise<unknown> {
  const cache = useQueryClient();
  return () =>
    cache.invalidateQueries({
      predicate: ({ queryKey }) => !['data', 'datasets', 'dataset'].includes(String(queryKey[0])),
    });
}

export type Principal = { principal: string; name: string; kind: 'user' | 'group' | 'all'; second?: string };

/** To whom somebody who manages a workspace may give something there: groups and users by name. */
export async function findFor(workspace: string, q: string, signal: AbortSignal): Promise<Principal[]> {
  const page = await userClient.get<Page<{ principal: string; name: string; email?: string }>>(
    `/workspaces/${workspace}/permissions/candidates`,
    { signal, query: { q, limit: 9 } },
  );
  return page.items
    .filter(({ principal }) => principal !== 'all')
    .map(({ principal, name, email }) => ({
      principal,
      name,
      kind: principal.startsWith('group:') ? ('group' as const) : ('user' as const),
      ...(email === undefined ? {} : { second: email }),
    }));
}

/** Users and groups by name. Who may not list the users of the organisation finds groups only. */
export async function findPrincipals(
  q: string,
  signal: AbortSignal,
  which: { users?: boolean; groups?: boolean } = { users: true, groups: true },
): Promise<Principal[]> {
  const [groups, users] = await Promise.all([
    which.groups
      ? userClient
          .get<Page<GroupItem>>('/groups', { signal, query: { q, limit: 8 } })
          .then((page) => page.items)
      : [],
    which.users
      ? userClient
          .get<Page<Person>>('/users', { signal, query: { q, limit: 8 } })
          .then((page) => page.items)
          .catch(() => [])
      : [],
  ]);
  return [
    ...groups.map(({ id, name }) => ({ principal: `group:${id}`, name, kind: 'group' as const })),
    ...users.map(({ id, name, email }) => ({
      principal: `user:${id}`,
      name,
      kind: 'user' as const,
      second: email,
    })),
  ];
}

/** Whose place *People* is: the organisation's managers, and managers of any workspace. */
export function usePeopleAccess(): {
  organisation: boolean;
  workspaces: boolean;
  requests: AccessRequest[];
  any: boolean;
} {
  const me = useQuery(meQuery);
  const workspaces = useQuery(workspacesQuery);
  const requests = useQuery({ ...requestsQuery, enabled: me.data?.caller.kind === 'user' });
  const organisation = me.data?.can.includes('manage_organisation') ?? false;
  const manages = (workspaces.data ?? []).some(({ can }) => can.includes('manage'));
  const open = requests.data ?? [];
  return {
    organisation,
    workspaces: manages,
    requests: open,
    any: organisation || manages || open.length > 0,
  };
}
