/** What the list of shares is narrowed to, in the address and to the server. */
import { expect, test } from 'vitest';
import { filtersOf, narrows, nothing, queryOf, searchOf } from './filters';

const now = Date.parse('2026-03-31T12:00:00Z');

test('what is wrong in a link narrows nothing', () => {
  expect(filtersOf({ state: 'broken', seen: 'yesterday', anyone: 'perhaps', kind: '' })).toEqual(nothing);
  expect(narrows(nothing)).toBe(false);
  expect(narrows({ ...nothing, anyone: true })).toBe(true);
});

test('the address says again what was read from it', () => {
  const search = { state: 'unowned', in: 'wsp_1', owner: 'usr_1', anyone: 'true', seen: 'not_30' };
  expect(searchOf(filtersOf(search))).toMatchObject(search);
  expect(searchOf({ anyone: false })).toEqual({ anyone: undefined });
});

test('the server is asked in its own words', () => {
  expect(queryOf({ ...nothing, state: 'paused', place: 'wsp_1', anyone: true }, now)).toEqual({
    state: 'paused',
    workspace: 'wsp_1',
    to_anyone: true,
  });
  expect(queryOf({ ...nothing, state: 'unowned' }, now)).toEqual({ unowned: true });
  expect(queryOf({ ...nothing, state: 'waiting' }, now)).toEqual({ waiting: true });
  expect(queryOf({ ...nothing, seen: 'in_7' }, now)).toEqual({ seen_since: '2026-03-24T12:00:00.000Z' });
  expect(queryOf({ ...nothing, seen: 'not_30' }, now)).toEqual({ seen_before: '2026-03-01T12:00:00.000Z' });
});
