/** What the screens of users and groups ask, with the keys under which it is kept. */
import { queryOptions } from '@tanstack/react-query';
import type { Principal } from '../access/principals';
import { userClient } from '../api/client';
import type { GroupItem, Person } from '../api/peopleTypes';
import type { Page } from '../api/types';

export const peopleKeys = {
  users: ['users'] as const,
  groups: ['groups'] as const,
};

export const groupsQuery = (q = '') =>
  queryOptions({
    queryKey: [...peopleKeys.groups, 'list', q],
    queryFn: ({ signal }) => userClient.get<Page<GroupItem>>('/groups', { signal, query: { q, limit: 500 } }),
    select: (page) => page.items,
  });

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
