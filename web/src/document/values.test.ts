/** Variables are called by their labels, and their days read as the language writes them, wherever an address is told of. */
import { afterEach, expect, it } from 'vitest';
import type { DashboardDocument, Variable } from '../api/types';
import { loadTexts } from '../i18n';
import { readState } from './state';
import { choiceText, noteText, valueText } from './values';

const variables: Variable[] = [
  { name: 'since', label: 'First day', type: 'date', many: false },
  { name: 'carrier', label: 'Airline', type: 'string', many: false },
  { name: 'bare', type: 'number', many: false },
];
afterEach(() => loadTexts('en'));

it('writes the days of a variable of days, and no text that looks like one', async () => {
  const [since, carrier] = variables;
  expect(valueText('2013-02-01', since)).toBe('1 Feb 2013');
  expect(valueText('2013-02-01', carrier)).toBe('2013-02-01');
  expect(valueText('soon', since)).toBe('soon');
  expect(choiceText({ value: '2013-02-01', label: '2013-02-01' }, { type: 'date' })).toBe('1 Feb 2013');
  expect(choiceText({ value: '2013-02-01', label: 'The beginning' }, { type: 'date' })).toBe('The beginning');
  expect(valueText(true, undefined)).toBe('Yes');
  await loadTexts('de');
  expect(valueText('2013-02-01', since)).toBe('1. Feb. 2013');
});

it('writes numbers with the marks of the language, all their digits, and years as years', async () => {
  const number = { type: 'number' } as const;
  expect(valueText(0.5, number)).toBe('0.5');
  expect(valueText(-2013, number)).toBe('−2013');
  await loadTexts('de');
  expect(valueText(0.5, number)).toBe('0,5');
  expect(valueText('12345678901234567890.10', number)).toBe('12345678901234567890,10');
  expect(valueText(1e21, number)).toBe('1e+21');
  expect(valueText('0.5', { type: 'string' })).toBe('0.5');
});

it('names what it leaves out of an address by its label', () => {
  const document = { variables, widgets: [] } as unknown as DashboardDocument;
  const { notes } = readState('?v.since=never&v.bare=x&v.other=1&last=eternity', document);
  const said = notes.map((note) => noteText(note, variables));
  expect(said).toHaveLength(4);
  expect(said[0]).toContain('First day');
  expect(said[0]).not.toContain('since');
  expect(said[1]).toContain('bare');
  expect(said[2]).toContain('other');
});
