/** Permissions on a workspace that go along with what is shared: without them it does not open, or cannot be found or saved. */
import type { ApiClient } from '../../api/client';
import type { Candidate, Id, Page, Permission, PermissionItem } from '../../api/types';

/** What lets somebody open what they are given, and come to it by themselves. */
export const entrance: readonly Permission[] = ['view', 'app'];

/** Gives somebody permissions beside those that they hold already. */
export async function givePermissions(
  api: ApiClient,
  workspace: Id,
  principal: string,
  wanted: readonly Permission[],
): Promise<void> {
  const path = `/workspaces/${workspace}/permissions`;
  const { items } = await api.get<Page<PermissionItem>>(path);
  const held = items.find((one) => one.principal === principal) ?? { here: [], below: [] };
  // What is held already stays: the call replaces the whole list.
  const here = [...new Set<Permission>([...held.here, ...wanted])];
  await api.put(`${path}/${principal}`, { here, below: held.below });
}

/** Those who get the entrance when they are added, because they lack a part of it. */
export function letIn(picked: readonly Candidate[]): readonly Candidate[] {
  return picked.filter((one) => one.kind !== 'all' && (!one.has_access || one.lacks.includes('app')));
}
