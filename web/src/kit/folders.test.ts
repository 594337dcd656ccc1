/** The tree of folders. */
import { expect, it } from 'vitest';
import type { Folder } from '../api/peopleTypes';
import { asRows, inside, wayTo } from './folders';

const folder = (id: string, name: string, parent: string | null): Folder => ({
  id,
  name,
  parent,
  workspace: 'w',
  level: 'view',
  inherited: false,
  can: [],
});
const all = [
  folder('b', 'Beta', null),
  folder('a', 'Alpha', null),
  folder('a1', 'One', 'a'),
  folder('a11', 'Deep', 'a1'),
  folder('x', 'Orphan', 'not-seen'),
];

it('leads from the top to a folder', () => {
  expect(wayTo(all, 'a11').map(({ id }) => id)).toEqual(['a', 'a1', 'a11']);
  expect(wayTo(all, null)).toEqual([]);
  expect(wayTo(all, 'nothing')).toEqual([]);
  expect(wayTo(all, 'x').map(({ id }) => id)).toEqual(['x']);
});
it('shows at the top what has no parent that is seen', () => {
  expect(inside(all, null).map(({ id }) => id)).toEqual(['a', 'b', 'x']);
  expect(inside(all, 'a').map(({ id }) => id)).toEqual(['a1']);
});
it('leaves a folder out with all below it: nothing is moved into itself', () => {
  expect(asRows(all).map(({ folder: { id }, depth }) => [id, depth])).toEqual([
    ['a', 0],
    ['a1', 1],
    ['a11', 2],
    ['b', 0],
    ['x', 0],
  ]);
  expect(asRows(all, 'a').map(({ folder: { id } }) => id)).toEqual(['b', 'x']);
});
