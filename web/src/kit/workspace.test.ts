/** The tree of workspaces, also where its root does not open. */
import { expect, it } from 'vitest';
import type { Workspace } from '../api/types';
import { asTree, topmost } from './workspace';

const make = (id: string, parent: string | null): Workspace => ({ id, name: id, parent, path: [], can: [] });

it('lists children below their parent, by name', () => {
  const tree = asTree([make('c', 'b'), make('z', 'a'), make('a', null), make('b', 'a')]);
  expect(tree.map(({ workspace, depth }) => [workspace.id, depth])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 2],
    ['z', 1],
  ]);
});

it('puts a workspace on top whose parent does not open', () => {
  expect(asTree([make('united', 'airlines')]).map(({ depth }) => depth)).toEqual([0]);
});

it('starts at the topmost workspace, whatever comes first', () => {
  const at = (id: string, depth: number): Workspace => ({
    ...make(id, null),
    path: Array.from({ length: depth }, (_, i) => ({ id: String(i), name: String(i) })),
  });
  expect(topmost([at('united', 3), at('authority', 1), at('airlines', 2)])?.id).toBe('authority');
});
