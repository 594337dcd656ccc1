/**
 * Presets of permissions, and what a list of permissions amounts to. Pure. The order is that of the table in which they
 * are explained; what one permission brings along is told on screen, decided by the server.
 */
import type { Permission, PermissionItem, Reaches } from '../../api/peopleTypes';

export const permissions: readonly Permission[] = [
  'view',
  'app',
  'analyze',
  'export_document',
  'export_data',
  'report',
  'sharing_see',
  'sharing_create',
  'sharing_edit',
  'sharing_end',
  'run_as',
  'audit',
  'manage',
];

export const presetNames = ['viewer', 'author', 'sharer', 'manager'] as const;
export type Preset = (typeof presetNames)[number];

const viewer: readonly Permission[] = ['view', 'app', 'export_document'];
const author: readonly Permission[] = [...viewer, 'analyze', 'export_data'];
const sharer: readonly Permission[] = [
  ...author,
  'report',
  'sharing_see',
  'sharing_create',
  'sharing_edit',
  'sharing_end',
];
export const presets: Readonly<Record<Preset, readonly Permission[]>> = {
  viewer,
  author,
  sharer,
  manager: ['manage'],
};

/** Everything that a list amounts to: `manage` is all, and any permission lets see the workspace. */
export function closed(list: readonly Permission[]): Set<Permission> {
  if (list.includes('manage')) return new Set(permissions);
  const all = new Set(list);
  if (['sharing_create', 'sharing_edit', 'sharing_end'].some((one) => all.has(one as Permission))) {
    all.add('sharing_see');
  }
  if (all.size > 0) all.add('view');
  return all;
}

/** The preset that gives exactly this; null: it was put together by hand. */
export function presetOf(list: readonly Permission[]): Preset | null {
  const held = closed(list);
  const same = (name: Preset) => {
    const wanted = closed(presets[name]);
    return wanted.size === held.size && [...wanted].every((one) => held.has(one));
  };
  return presetNames.find(same) ?? null;
}

export type Held =
  | { kind: 'nothing' }
  /** One preset with one reach: what the table offers as a menu. */
  | { kind: 'preset'; preset: Preset; reach: Reaches }
  /** Anything else: the table says so, the dialog shows each. */
  | { kind: 'exactly' };

export function heldBy({ here, below }: Pick<PermissionItem, 'here' | 'below'>): Held {
  if (here.length === 0 && below.length === 0) return { kind: 'nothing' };
  // What reaches down counts here as well: naming it twice adds nothing.
  const down = closed(below);
  const adds = [...closed(here)].some((one) => !down.has(one));
  if (adds && below.length > 0) return { kind: 'exactly' };
  const preset = presetOf(adds ? here : below);
  if (preset === null) return { kind: 'exactly' };
  return { kind: 'preset', preset, reach: adds ? 'here' : 'here_and_below' };
}

/** What to send for a preset. */
export function bodyOf(preset: Preset, reach: Reaches): Pick<PermissionItem, 'here' | 'below'> {
  const list = [...presets[preset]];
  return reach === 'here' ? { here: list, below: [] } : { here: [], below: list };
}
