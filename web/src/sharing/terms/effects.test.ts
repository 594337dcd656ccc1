/** What a link opens and what its terms do is told in labels, and in days as the language writes them. */
import { afterEach, expect, it } from 'vitest';
import type { NewShare, Variable } from '../../api/types';
import { loadTexts } from '../../i18n';
import { opensText } from './CheckSummary';
import { effectsOf } from './effects';

const variables: Variable[] = [
  { name: 'since', label: 'First day', type: 'date', many: false },
  { name: 'carrier', label: 'Airline', type: 'string', many: false },
];
afterEach(() => loadTexts('en'));

it('says what a link opens and what its terms do with such days and names', async () => {
  const body: NewShare = {
    kind: 'link',
    title: 'Press',
    abilities: ['interact'],
    variables: { since: { locked: '2013-02-01' }, carrier: { subset: ['UA', 'B6'] } },
  };
  const effects = () => effectsOf(body, { variables, zone: 'UTC', now: new Date(0), views: 0 }).join(' ');
  const opens = (): string =>
    opensText({
      datasets: [],
      columns: 2,
      rows: null,
      from: '2013-01-01T00:00:00Z',
      to: '2013-12-31T00:00:00Z',
    });
  expect(effects()).toContain('First day');
  expect(effects()).toContain('1 Feb 2013');
  expect(effects()).toContain('Airline');
  expect(opens()).toContain('1 Jan 2013 – 31 Dec 2013');
  await loadTexts('de');
  expect(effects()).toContain('1. Feb. 2013');
  expect(opens()).toContain('1. Jan. 2013 – 31. Dez. 2013');
});
