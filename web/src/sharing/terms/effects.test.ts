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
  const effects = () =>
    effectsOf(body, { variables, widgets: 9, zone: 'UTC', now: new Date(0), views: 0 }).join(' ');
  const opens = (): string =>
    opensText({
      datasets: [],
      columns: 2,
      rows: null,
      rows_of: 0,
      choices: [],
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

it('says each of the other terms in both languages', async () => {
  const body: NewShare = {
    kind: 'link',
    title: 'Press',
    abilities: ['interact'],
    widgets: ['a', 'b'],
    pinned: 7,
    networks: ['10.0.0.0/8', 'fd00::/8'],
    session_hours: 2,
    refresh_seconds: 60,
    language: 'de',
    link_preview: true,
  };
  const said = () => effectsOf(body, { variables, widgets: 9, zone: 'UTC', now: new Date(0), views: 0 });
  expect(said()).toEqual([
    'It shows 2 of 9 widgets.',
    'It stays at revision 7, whatever is saved later.',
    'It opens from 10.0.0.0/8 or fd00::/8 only.',
    'Readers open it again after 2 hours.',
    'Something new shows at most every minute.',
    'Previews of it in chats and mails show its title and workspace.',
    'Its page is in German.',
  ]);
  await loadTexts('de');
  expect(said()).toEqual([
    'Es zeigt 2 von 9 Widgets.',
    'Es bleibt bei Version 7, was auch später gespeichert wird.',
    'Es öffnet nur aus 10.0.0.0/8 oder fd00::/8.',
    'Leser öffnen es nach 2 Stunden neu.',
    'Neues erscheint höchstens jede Minute.',
    'Vorschauen in Chats und Mails zeigen seinen Titel und den Arbeitsbereich.',
    'Die Seite ist auf Deutsch.',
  ]);
});
