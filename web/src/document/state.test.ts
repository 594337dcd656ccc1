/** State in the address: there and back again, both ways of writing, and every kind of damage. */
import { describe, expect, it } from 'vitest';
import type { DashboardDocument } from '../api/types';
import { isRange, rangeText, sameRange, spanSeconds, spanText } from './range';
import { packState, unpack } from './packed';
import { defaultState, readState as readWith, writeState } from './state';

const readState = (search: string, document: DashboardDocument) => readWith(search, document, unpack);

const doc: DashboardDocument = {
  version: 1,
  time: { default: { last: '7d' } },
  variables: [
    { name: 'origin', type: 'string', default: 'JFK', domain: { values: ['JFK', 'LGA'] } },
    { name: 'carriers', type: 'string', many: true },
    { name: 'limit', type: 'number', default: 10, domain: { range: { min: 1, max: 50 } } },
    { name: 'late', type: 'bool' },
  ],
  widgets: [],
};

describe('address', () => {
  it('holds nothing for the defaults', () => {
    expect(writeState('', defaultState(doc), doc)).toBe('');
    expect(readState('', doc)).toEqual({
      state: { variables: { origin: 'JFK', limit: 10 }, time: { last: '7d' } },
      notes: [],
    });
  });
  it('comes back as it was written, readable and packed', () => {
    const state = {
      variables: { origin: 'LGA', carriers: ['UA', 'B6 & Co'], limit: 25, late: false },
      time: { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
    };
    const search = writeState('?embed=true', state, doc);
    expect(search).toContain('embed=true');
    expect(search).toContain('v.origin=LGA');
    expect(readState(search, doc)).toEqual({ state, notes: [] });
    expect(readState(`?s=${packState(state)}`, doc)).toEqual({ state, notes: [] });
    expect(packState(state)).toMatch(/^[\w-]+$/);
    expect(writeState('?s=old&workspace=w', defaultState(doc), doc)).toBe('?workspace=w');
  });
  it('leaves out what does not fit and says what', () => {
    const { state, notes } = readState(
      '?v.origin=XXX&v.nowhere=1&v.limit=99&v.carriers=UA&from=yesterday&to=',
      doc,
    );
    expect(state).toEqual({
      variables: { origin: 'JFK', limit: 10, carriers: ['UA'] },
      time: { last: '7d' },
    });
    expect(notes).toEqual([
      { kind: 'variable', name: 'origin' },
      { kind: 'variable', name: 'nowhere' },
      { kind: 'variable', name: 'limit' },
      { kind: 'time' },
    ]);
  });
  it('survives damage', () => {
    const good = packState({ variables: { origin: 'LGA' }, time: undefined });
    for (const bad of ['', '%%%', 'AAAA', good.slice(0, -6), btoa('[1]'), '🙂', 'x'.repeat(5000)]) {
      const { state, notes } = readState(`?s=${encodeURIComponent(bad)}`, doc);
      expect(state, bad).toEqual(defaultState(doc));
      expect(notes, bad).toEqual([{ kind: 'packed' }]);
    }
    expect(readState('?v.origin=%E0%A4%A', doc).state).toEqual(defaultState(doc));
  });
  it('does not unfold a bomb', () => {
    const bomb = packState({ variables: { origin: 'x'.repeat(5_000_000) }, time: undefined });
    expect(readState(`?s=${bomb}`, doc).notes).toEqual([{ kind: 'packed' }]);
  });
  it('does not let a name reach the prototype', () => {
    readState('?v.__proto__=1&v.constructor=2', doc);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(readState('?v.__proto__=1', doc).notes).toEqual([{ kind: 'variable', name: '__proto__' }]);
  });
});

describe('ranges', () => {
  it('are lengths or two moments in order', () => {
    expect(spanSeconds('7d')).toBe(604_800);
    expect(spanSeconds('7y')).toBeNull();
    expect(isRange({ from: '2026-01-02', to: '2026-01-01' })).toBe(false);
    expect(isRange({ last: '0d' })).toBe(false);
    expect(sameRange({ last: '7d' }, { last: '1w' })).toBe(true);
  });
  it('have words', () => {
    expect([spanText('1w'), spanText('24h'), spanText('1h'), spanText('52w')]).toEqual([
      'Last 7 days',
      'Last 24 hours',
      'Last hour',
      'Last 12 months',
    ]);
    expect(rangeText({ from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' }, 'en', 'UTC')).toBe(
      '1 Jan – 31 Jan 2026',
    );
    expect(rangeText(undefined, 'en', 'UTC')).toBe('All time');
  });
});
