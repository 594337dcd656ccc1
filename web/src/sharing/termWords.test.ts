/** Each term that is set is said in the lists, in both languages; nothing is said of one that is not. */
import { afterEach, expect, it } from 'vitest';
import type { Share } from '../api/types';
import { loadTexts } from '../i18n';
import { ruleWords } from './list/listWords';
import { termWords } from './termWords';
import { share } from './testing';

afterEach(() => loadTexts('en'));

const plain: Share = { ...share, abilities: ['interact'] };
const all: Share = {
  ...share,
  abilities: ['export_data'],
  widgets: ['a', 'b'],
  networks: ['10.0.0.0/8'],
  pinned: 7,
  session_hours: 24,
  refresh_seconds: 30,
  language: 'de',
  link_preview: true,
};
const context = { widgets: 9, savedAt: (revision: number) => `2026-05-0${revision - 4}T10:00:00Z` };
const words = (one: Share) => termWords(one, context).map(({ text }) => text);

it('says nothing of what is not set', () => {
  expect(words(plain)).toEqual([]);
  expect(ruleWords(plain)).toEqual([]);
});

it('says each term that is set', async () => {
  expect(words(all)).toEqual([
    'shows 2 of 9 widgets',
    'stays at revision 7 of 3 May 2026',
    'opens from 10.0.0.0/8 only',
    'asks again after 1 day',
    'something new at most every 30 seconds',
    'previews show its title',
    'page in German',
    'look only',
    'CSV download',
  ]);
  await loadTexts('de');
  expect(words(all)).toEqual([
    'zeigt 2 von 9 Widgets',
    'bleibt bei Version 7 vom 3. Mai 2026',
    'öffnet nur aus 10.0.0.0/8',
    'nach 1 Tag neu zu öffnen',
    'höchstens alle 30 Sekunden Neues',
    'Vorschauen zeigen den Titel',
    'Seite auf Deutsch',
    'nur ansehen',
    'CSV-Download',
  ]);
});

it('counts where names are too many or nothing is known of the dashboard', () => {
  const networks = ['10.0.0.0/8', '192.0.2.0/24', '198.51.100.0/24', 'fd00::/8'];
  expect(ruleWords({ ...all, networks }).slice(0, 3)).toEqual([
    'shows 2 widgets only',
    'stays at revision 7',
    'opens from 4 networks only',
  ]);
  const both = { ...plain, expires_at: '2027-01-01T00:00:00Z', idle_days: 3 };
  expect(ruleWords(both)).toEqual(['ends after 3 days unused']);
});
