/** What a widget's answer depends on: told, or found in the question. */
import { describe, expect, it } from 'vitest';
import { asks, isLive, readKey, readsOf } from './reads';

describe('reads', () => {
  const place = { x: 0, y: 0, w: 1, h: 1 };
  it('are told, or found in the question', () => {
    const question = {
      dataset: 'flights',
      select: [],
      where: { and: [{ eq: ['origin', { var: 'origin' }] }, { time: 'time_hour' }] },
    };
    expect(readsOf({ id: 'a', kind: 'bar', place, question })).toEqual({ variables: ['origin'], time: true });
    expect(
      readsOf({ id: 'a', kind: 'bar', place, question: { sql: 'select $origin, $limit' } }).variables,
    ).toEqual(['limit', 'origin']);
    expect(readsOf({ id: 'a', kind: 'bar', place, reads: { variables: ['x'], time: false } })).toEqual({
      variables: ['x'],
      time: false,
    });
  });
  it('change the key only when touched', () => {
    const widget = { id: 'a', kind: 'bar', place, reads: { variables: ['origin'], time: false } };
    const key = (variables: Record<string, unknown>, last = '7d') =>
      readKey([widget], { variables, time: { last } });
    expect(key({ origin: 'JFK' })).toBe(key({ origin: 'JFK', other: 1 }, '30d'));
    expect(key({ origin: 'JFK' })).not.toBe(key({ origin: 'LGA' }));
  });
  it('know who is pushed', () => {
    expect(isLive({ id: 'a', kind: 'bar', place, refresh: '30s' })).toBe(true);
    expect(isLive({ id: 'a', kind: 'bar', place, refresh: 'manual' })).toBe(false);
    expect(isLive({ id: 'a', kind: 'text', place, refresh: 'live' })).toBe(false);
    expect(asks({ id: 'a', kind: 'hologram', place })).toBe(false);
  });
});
