/** What an entry tells beside its sentence. */
import { expect, test } from 'vitest';
import { toldBy } from './diff';

test('only what differs is told, by the way to it', () => {
  const before = { title: 'Press', terms: { expires_at: null, networks: [], max_views: 5 } };
  const after = { title: 'Press', terms: { expires_at: '2026-04-01T00:00:00Z', networks: [], max_views: 5 } };
  expect(toldBy({ before, after, password: null })).toEqual({
    changes: [{ path: 'terms.expires_at', before: null, after: '2026-04-01T00:00:00Z' }],
    notes: [],
  });
});

test('what came or went differs, and what was nothing before and after does not', () => {
  expect(toldBy({ before: null, after: { level: 'view', tags: [] } }).changes).toEqual([
    { path: 'level', before: undefined, after: 'view' },
  ]);
  expect(toldBy({ before: 'view', after: 'edit' }).changes).toEqual([
    { path: 'value', before: 'view', after: 'edit' },
  ]);
  expect(toldBy({ before: { a: [] }, after: {} }).changes).toEqual([]);
});

test('what else is noted stands beside it', () => {
  expect(toldBy({ reason: 'expired', share: { kind: 'link' } }).notes).toEqual([
    { path: 'reason', value: 'expired' },
    { path: 'share.kind', value: 'link' },
  ]);
  expect(toldBy(null)).toEqual({ changes: [], notes: [] });
});
