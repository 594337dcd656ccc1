/** Conditions ⇄ predicates. */
import { describe, expect, it } from 'vitest';
import {
  buildPredicate,
  inWords,
  literal,
  operatorsFor,
  parsePredicate,
  toConditions,
  type Condition,
} from './predicate';

const columns = [
  { name: 'carrier', type: 'string' },
  { name: 'delay', type: 'float' },
  { name: 'seats', type: 'int' },
  { name: 'fare', type: 'decimal' },
  { name: 'day', type: 'date' },
  { name: 'late', type: 'bool' },
];
const is = (column: string, value: string): Condition => ({ column, op: 'eq', values: [value] });

describe('buildPredicate', () => {
  it('types values by their column', () => {
    expect(buildPredicate([is('carrier', '007')], columns)).toEqual({
      ok: true,
      predicate: { eq: ['carrier', '007'] },
    });
    expect(buildPredicate([is('delay', '15')], columns)).toEqual({
      ok: true,
      predicate: { eq: ['delay', 15] },
    });
    expect(buildPredicate([is('late', 'true')], columns)).toEqual({
      ok: true,
      predicate: { eq: ['late', true] },
    });
  });
  it('keeps large integers and decimals exact', () => {
    expect(literal('int', '9007199254740993')).toEqual({ ok: true, value: '9007199254740993' });
    expect(literal('decimal', '0.10')).toEqual({ ok: true, value: '0.10' });
  });
  it('joins several with and, lists with in, without doubles', () => {
    const both = buildPredicate(
      [{ column: 'carrier', op: 'in', values: ['UA', ' AA', 'UA'] }, is('delay', '1')],
      columns,
    );
    expect(both).toEqual({
      ok: true,
      predicate: { and: [{ in: ['carrier', ['UA', 'AA']] }, { eq: ['delay', 1] }] },
    });
  });
  it('says which condition is not complete, and why', () => {
    expect(buildPredicate([is('carrier', 'UA'), is('delay', 'much')], columns)).toEqual({
      ok: false,
      index: 1,
      problem: 'rule.not_a_number',
    });
    expect(buildPredicate([is('day', '2013-13-01')], columns)).toMatchObject({ problem: 'rule.not_a_date' });
    expect(buildPredicate([is('carrier', ' ')], columns)).toMatchObject({ problem: 'rule.need_value' });
    expect(buildPredicate([is('nowhere', 'x')], columns)).toMatchObject({ problem: 'rule.need_column' });
    expect(buildPredicate([], columns)).toMatchObject({ ok: false });
  });
  it('needs no value for emptiness', () => {
    expect(buildPredicate([{ column: 'carrier', op: 'is_null', values: [] }], columns)).toEqual({
      ok: true,
      predicate: { is_null: 'carrier' },
    });
  });
  it('offers an order only where there is one', () => {
    expect(operatorsFor('string')).not.toContain('ge');
    expect(operatorsFor('float')).toContain('ge');
  });
});

describe('toConditions', () => {
  it.each([
    { eq: ['carrier', 'UA'] },
    { and: [{ in: ['carrier', ['UA', 'AA']] }, { ge: ['delay', 15] }] },
    { is_null: 'carrier' },
    { in: ['carrier', { viewer: 'airline' }] },
  ])('comes back as it went: %j', (predicate) => {
    const conditions = toConditions(predicate);
    expect(buildPredicate(conditions ?? [], columns)).toEqual({ ok: true, predicate });
  });
  it.each([{ or: [{ eq: ['a', 1] }] }, { not: { eq: ['a', 1] } }, { and: [{ and: [] }] }, 5])(
    'does not pretend to understand %j',
    (predicate) => {
      expect(toConditions(predicate)).toBeNull();
    },
  );
});

describe('parsePredicate', () => {
  it('takes trees', () => {
    expect(parsePredicate('{"or": [{"not": {"eq": ["a", 1]}}, {"between": ["b", 1, 2]}]}').ok).toBe(true);
  });
  it.each([
    ['{', '', 'rule.json_syntax'],
    ['{"eq": ["a", 1], "ne": ["a", 2]}', '', 'rule.json_shape'],
    ['{"and": [{"eq": ["a"]}]}', '/and/0/eq', 'rule.json_value'],
    ['{"like": ["a", "x"]}', '/like', 'rule.json_shape'],
    ['{"eq": ["a", {"viewer": "x"}]}', '/eq', 'rule.json_value'],
    ['{"and": []}', '/and', 'rule.json_shape'],
  ])('%s: %s %s', (text, pointer, problem) => {
    expect(parsePredicate(text)).toEqual({ ok: false, problem: { pointer, problem } });
  });
});

it('says a rule in words', () => {
  const words = { op: (op: string) => ({ eq: 'is', ge: '≥' })[op] ?? op, and: 'and', or: 'or', not: 'not' };
  const names = { column: (name: string) => name, value: (_: string, value: unknown) => `${value}` };
  const say = (predicate: unknown) => inWords(predicate, words, names);
  expect(say({ and: [{ eq: ['carrier', 'UA'] }, { ge: ['delay', 15] }] })).toBe(
    'carrier is UA and delay ≥ 15',
  );
  expect(say({ or: [{ eq: ['a', 1] }, { and: [{ eq: ['b', 2] }, { eq: ['c', 3] }] }] })).toBe(
    'a is 1 or (b is 2 and c is 3)',
  );
  expect(say({ strange: 1 })).toBe('{"strange":1}');
});
