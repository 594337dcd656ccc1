/** Row rules are told by labels, and their values as the language writes what the columns hold. */
import { afterEach, expect, it } from 'vitest';
import type { Dataset } from '../api/types';
import { loadTexts } from '../i18n';
import { ruleText } from './words';

const flights = {
  name: 'flights',
  label: 'Flights',
  columns: [
    { name: 'day', type: 'date', label: 'Day', hidden: false },
    { name: 'at', type: 'timestamp', hidden: false },
    { name: 'delay', type: 'float', hidden: false },
    { name: 'seats', type: 'int', hidden: false },
    { name: 'late', type: 'bool', hidden: false },
    { name: 'code', type: 'string', hidden: false },
  ],
} as unknown as Dataset;
type Rule = Parameters<typeof ruleText>[0];
const told = (predicate: unknown, datasets: readonly Dataset[] | undefined) =>
  ruleText({ dataset: 'flights', predicate } as Rule, datasets);
const say = (predicate: unknown) => told(predicate, [flights]);

afterEach(() => loadTexts('en'));

it('writes days, numbers, truths and moments as the language does', async () => {
  expect(say({ ge: ['day', '2013-02-01'] })).toBe('Flights where Day ≥ 1 Feb 2013');
  await loadTexts('de');
  expect(say({ between: ['day', '2013-02-01', '2013-05-31'] })).toBe(
    'Flights: Day zwischen 1. Feb. 2013 – 31. Mai 2013',
  );
  expect(say({ in: ['day', ['2013-02-01', '2013-02-02']] })).toBe(
    'Flights: Day ist eines von 1. Feb. 2013, 2. Feb. 2013',
  );
  expect(say({ ge: ['delay', -0.5] })).toBe('Flights: delay ≥ −0,5');
  expect(say({ eq: ['seats', 2013] })).toBe('Flights: seats ist 2013');
  expect(say({ eq: ['late', true] })).toBe('Flights: late ist Ja');
  expect(say({ not: { eq: ['day', '2013-02-01'] } })).toContain('1. Feb. 2013');
});

it('writes moments on the clock of who reads and names it, and those without a zone as they stand', async () => {
  await loadTexts('de');
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clock = new Intl.DateTimeFormat('de', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  expect(say({ ge: ['at', '2013-02-01T12:30:00Z'] })).toContain(
    clock.format(Date.parse('2013-02-01T12:30:00Z')),
  );
  expect(say({ ge: ['at', '2013-02-01T12:30:00Z'] })).toMatch(/\d{2}:\d{2} \S+$/);
  expect(say({ ge: ['at', '2013-02-01T12:30:07'] })).toBe('Flights: at ≥ 1. Feb. 2013 12:30:07');
  expect(say({ ge: ['at', '2013-02-01'] })).toBe('Flights: at ≥ 1. Feb. 2013');
});

it('loses nothing of a moment that is finer than clocks are written', () => {
  expect(say({ ge: ['at', '2013-02-01T12:30:00.000125Z'] })).toContain('2013-02-01T12:30:00.000125Z');
  expect(say({ ge: ['at', '2013-02-01T12:30:00.000'] })).toContain('1 Feb 2013 12:30');
});

it('leaves texts alone that only look like days', () => {
  expect(say({ eq: ['code', '2013-02-01'] })).toBe('Flights where code is 2013-02-01');
  expect(say({ eq: ['code', 'true'] })).toBe('Flights where code is true');
});

it('goes by the form of a value where the columns are not known', () => {
  for (const unknown of [undefined, [] as Dataset[]]) {
    expect(told({ ge: ['day', '2013-02-01'] }, unknown)).toBe('flights where day ≥ 1 Feb 2013');
    expect(told({ eq: ['code', 'JFK'] }, unknown)).toBe('flights where code is JFK');
    expect(told({ eq: ['code', 2013] }, unknown)).toBe('flights where code is 2013');
  }
});
