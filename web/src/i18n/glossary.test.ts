/** All texts use the words of the glossary: a word that is not used fails here, with the right one beside it. */
import { describe, expect, it } from 'vitest';
import { languages } from './core';
import { glossary, slips } from './glossary';

const files = import.meta.glob<Record<string, string>>('./*.json', { import: 'default', eager: true });

describe.each(languages)('%s', (language) => {
  const texts = Object.entries(files)
    .filter(([path]) => path.endsWith(`.${language}.json`))
    .flatMap(([path, all]) => {
      const area = path.slice('./'.length).split('.')[0] ?? '';
      return Object.entries(all).map(([key, text]) => [`${area}.${key}`, text] as const);
    });

  it('says a thing by its word', () => {
    expect(texts.length).toBeGreaterThan(1000);
    const found = texts.flatMap(([key, text]) =>
      slips(language, key, text).map(
        ({ term, said }) => `${key} says “${said}”: the word is “${term[language]}”`,
      ),
    );
    expect(found).toEqual([]);
  });

  it.each(glossary.map((term) => term[language]))('has a use for “%s”', (word) => {
    expect(texts.some(([, text]) => text.toLowerCase().includes(word.toLowerCase()))).toBe(true);
  });
});

it.each([
  ['de', 'Gruppe anlegen', 'erstellen'],
  ['de', 'Es legt Ihre Organisation und ein Konto an.', 'erstellen'],
  ['de', 'Ein Konto wurde angelegt', 'erstellen'],
  ['de', '{count} Datensätze geladen', 'Zeile'],
  ['de', 'jedem Arbeitsbereich', 'Arbeitsbereich'],
  ['de', 'Jemand, der verwaltet, muss helfen.', 'verwaltet'],
  ['de', 'Jeder Zustand', 'alle'],
  ['de', 'freiwillig', 'optional'],
  ['de', 'Fremde Augen wählen', 'Daten von'],
  ['en', 'For people of the house', 'organisation'],
  ['en', "Choose somebody's eyes", 'data of'],
  ['en', 'Take it along as PDF', 'download'],
  ['en', 'Name in questions', 'technical name'],
  ['en', 'also from {name}, at least as strong', 'level'],
  ['en', 'Send the password on another way.', 'separately'],
] as const)('%s: “%s” is told to say “%s”', (language, text, word) => {
  expect(slips(language, 'some.key', text).map(({ term }) => term[language])).toEqual([word]);
});

it.each([
  ['de', 'Legen Sie eine Datei ab. Vitrine erkennt Spalten, und Sie können es ansehen.'],
  ['de', 'Auf keinem anderen Weg öffnet es sich.'],
  ['de', 'Ein Token, das Programme benutzen.'],
  ['en', 'Everything goes along with it.'],
] as const)('%s: “%s” is left alone', (language, text) => {
  expect(slips(language, 'some.key', text)).toEqual([]);
});
