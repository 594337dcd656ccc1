/** What the People door hands out grants on: a dashboard or a folder. Both answer under the same names. */
import type { Folder } from '../../api/peopleTypes';
import type { Dashboard, Id } from '../../api/types';

export type Target = {
  kind: 'dashboard' | 'folder';
  id: Id;
  title: string;
  /** Of the API: everything about its grants is below. */
  path: string;
  seesGrants: boolean;
  changesGrants: boolean;
  /** Only who holds edit may block. */
  blocks: boolean;
};

export function targetOfDashboard({ id, title, can, level }: Dashboard): Target {
  return {
    kind: 'dashboard',
    id,
    title,
    path: `/dashboards/${id}`,
    seesGrants: can.includes('see_grants'),
    changesGrants: can.includes('change_grants'),
    blocks: level === 'edit' && can.includes('change_grants'),
  };
}

export function targetOfFolder({ id, name, can, level }: Folder): Target {
  const changesGrants = can.includes('change_grants') || can.includes('share');
  return {
    kind: 'folder',
    id,
    title: name,
    path: `/folders/${id}`,
    seesGrants: can.includes('see_grants'),
    changesGrants,
    blocks: level === 'edit' && changesGrants,
  };
}
