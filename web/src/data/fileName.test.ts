/** Names and formats taken from file names. */
import { expect, it } from 'vitest';
import { datasetNameFrom, formatOf, isDatasetName, labelFrom } from './fileName';

it.each([
  ['flights.csv', 'flights'],
  ['Gate waits – März.csv', 'gate_waits_marz'],
  ['2013 delays.csv', 'delays'],
  ['Straße.parquet', 'strasse'],
  ['数据.csv', 'dataset'],
  [`${'x'.repeat(90)}.csv`, 'x'.repeat(64)],
])('%s becomes %s', (file, name) => {
  expect(datasetNameFrom(file)).toBe(name);
  expect(isDatasetName(name)).toBe(true);
});

it.each([
  ['a.CSV', 'csv'],
  ['a.b.parquet', 'parquet'],
  ['a.jsonl', 'ndjson'],
  ['a.xlsx', undefined],
  ['csv', 'csv'],
])('%s is read as %s', (file, format) => {
  expect(formatOf(file)).toBe(format);
});

it('makes a title for people', () => {
  expect(labelFrom('delays_2013-q1.csv')).toBe('Delays 2013 q1');
});

it.each(['', '1a', 'A', 'a-b', 'a b', 'x'.repeat(65)])('refuses %j as a name', (name) => {
  expect(isDatasetName(name)).toBe(false);
});
