/** What a dashboard has outside, counted and said. */
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Share } from '../api/types';
import { kindText, outsideOf, outsideText, SharedMark } from './outside';

const share = (kind: string, state: Share['state']) => ({ kind, state }) as Share;

test('open shares are counted by kind, and ended ones are not', () => {
  const shares = [
    share('link', 'live'),
    share('link', 'paused'),
    share('guests', 'live'),
    share('link', 'ended'),
    share('guests', 'live'),
  ];
  expect(outsideOf(shares)).toEqual([
    { kind: 'guests', live: 2, paused: 0 },
    { kind: 'link', live: 1, paused: 1 },
  ]);
  expect(outsideText(outsideOf(shares))).toBe('Shared outside: 2 guest shares and 2 links; 1 paused.');
});

test('the mark counts what is live, and says when all of it is paused', () => {
  const { rerender, container } = render(<SharedMark outside={[{ kind: 'link', live: 3, paused: 1 }]} />);
  expect(screen.getByTitle('Shared outside: 4 links; 1 paused.').textContent).toContain('Shared · 3');
  rerender(<SharedMark outside={[{ kind: 'link', live: 0, paused: 1 }]} />);
  expect(container.textContent).toContain('Shared · paused');
  rerender(<SharedMark outside={[]} />);
  expect(container.textContent).toBe('');
});

test('a kind of a newer server is counted without being understood', () => {
  expect(kindText('planets')).toBe('Another kind');
  expect(outsideText([{ kind: 'planets', live: 1, paused: 0 }])).toBe('Shared outside: 1 of another kind.');
});
