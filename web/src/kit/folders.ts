/** The folders of a workspace as a tree: the way to one, what lies in it, where something can be moved. Pure. */
import type { Folder } from '../api/peopleTypes';
import type { Id } from '../api/types';

/** The folders from the top down to this one; empty for the top, or for one that is not seen. */
export function wayTo(folders: readonly Folder[], id: Id | null): Folder[] {
  const way: Folder[] = [];
  let at = folders.find((one) => one.id === id);
  // A folder whose parent is not seen starts the way; a circle cannot come from the server, but must not hang the page.
  while (at && !way.includes(at)) {
    way.unshift(at);
    const { parent } = at;
    at = folders.find((one) => one.id === parent);
  }
  return way;
}

/** What lies directly in it, by name; those whose parent is not seen lie at the top. */
export function inside(folders: readonly Folder[], id: Id | null): Folder[] {
  const known = new Set(folders.map((one) => one.id));
  return folders
    .filter((one) => (one.parent !== null && known.has(one.parent) ? one.parent : null) === id)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

export type Row = { folder: Folder; depth: number };

/** All of them in display order with their depth; `without` leaves one out with all below it. */
export function asRows(folders: readonly Folder[], without?: Id): Row[] {
  const walk = (parent: Id | null, depth: number): Row[] =>
    inside(folders, parent)
      .filter(({ id }) => id !== without)
      .flatMap((folder) => [{ folder, depth }, ...walk(folder.id, depth + 1)]);
  return walk(null, 0);
}

/** Whether a dashboard may be put there. */
export const takesDashboards = (folder: Folder): boolean =>
  folder.can.includes('create_in') || folder.can.includes('create_dashboard');
/** Whether a folder may be put there. */
export const takesFolders = (folder: Folder): boolean =>
  folder.can.includes('create_folder') || folder.can.includes('create_in');
