/** What several shares are chosen for, and how late they would end. */
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Share } from '../../api/types';
import { mayDo, selectable, useSelection } from './selection';
import { shortened } from './ShortenDialog';

const share = (id: string, can: string[], expires_at: string | null = null) =>
  ({ id, can, expires_at }) as unknown as Share;

test('each act takes its own right, and what takes none is not chosen', () => {
  expect(mayDo(share('a', ['edit']), 'shorten')).toBe(true);
  expect(mayDo(share('a', ['edit']), 'pause')).toBe(false);
  expect(selectable(share('a', ['take_over', 'rotate']))).toBe(false);
});

test('what leaves the list is not chosen any more', () => {
  const shares = [share('a', ['end']), share('b', ['end']), share('c', [])];
  const { result, rerender } = renderHook((all: Share[]) => useSelection(all), { initialProps: shares });
  act(() => result.current.setAll(true));
  expect(result.current.chosen.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(result.current.every).toBe(true);
  rerender(shares.slice(1));
  expect(result.current.chosen.map(({ id }) => id)).toEqual(['b']);
  act(() => result.current.set('b', false));
  expect(result.current.chosen).toEqual([]);
});

test('only what would end later, or never, is shortened', () => {
  const at = '2031-01-01T00:00:00Z';
  const shares = [
    share('a', []),
    share('b', [], '2030-12-31T00:00:00Z'),
    share('c', [], '2031-01-01T01:00:00+01:00'),
    share('d', [], '2031-02-01T00:00:00Z'),
  ];
  expect(shortened(shares, at)).toBe(2);
});
