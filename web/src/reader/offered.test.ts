/** What a share leaves of a variable's values, and what is told to the server. */
import { describe, expect, it } from 'vitest';
import type { Variable } from '../api/types';
import { narrowed } from './offered';
import { differing } from '../document/state';

const offered = (...values: unknown[]) => ({
  items: values.map((value) => ({ value, label: String(value) })),
  truncated: false,
});

describe('narrowed', () => {
  const one: Variable = { name: 'origin', type: 'string', domain: { choices: {} }, default: 'JFK' };
  const many: Variable = { ...one, many: true, default: ['EWR', 'JFK'] };
  it('leaves alone what is offered whole', () => {
    expect(narrowed(one, offered('EWR', 'JFK'))).toBe(one);
    expect(narrowed(many, offered('JFK', 'LGA', 'EWR'))).toBe(many);
  });
  it('starts with a value that is left', () => {
    expect(narrowed(one, offered('EWR', 'LGA')).default).toBe('EWR');
    expect(narrowed(many, offered('JFK', 'LGA')).default).toEqual(['JFK']);
    expect(narrowed(many, offered('LGA')).default).toEqual(['LGA']);
  });
  it('offers of a fixed list what is left', () => {
    const list: Variable = { name: 'n', type: 'number', domain: { values: [1, 2, 3] } };
    expect(narrowed(list, offered(2, 3)).domain).toEqual({ values: [2, 3] });
    expect(narrowed(list, offered(1, 2, 3))).toBe(list);
  });
  it('concludes nothing from a list that was cut, or is not there yet', () => {
    expect(narrowed(one, { ...offered('EWR'), truncated: true })).toBe(one);
    expect(narrowed(one, undefined)).toBe(one);
  });
});

it('tells the server only what differs', () => {
  const start = { variables: { origin: ['JFK'], day: '2013-01-01' }, time: { last: '7d' } };
  expect(differing(start, start)).toEqual({ variables: {}, time: undefined });
  expect(differing({ ...start, time: { last: '1w' } }, start).time).toBeUndefined();
  expect(
    differing({ variables: { ...start.variables, origin: ['EWR'] }, time: { last: '1h' } }, start),
  ).toEqual({ variables: { origin: ['EWR'] }, time: { last: '1h' } });
});
