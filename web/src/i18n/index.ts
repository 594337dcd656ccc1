/**
 * Loads the texts of the chosen language before anything is drawn, and remembers the choice. Areas are files
 * `AREA.LANG.json` beside this one; sets/ says which of them travel together, core.ts lists them for the types.
 */
import { browserMemory } from '../browser/memory';
import { addCatalogue, currentLanguage, languages, setCurrentLanguage, type Language } from './core';

export { currentLanguage, languages, locale, t, tMaybe } from './core';
export type { Area, Language, TextKey, TextValues } from './core';

type TextSet = { default: Record<string, Record<string, string>> };
const reader: Record<Language, () => Promise<TextSet>> = {
  en: () => import('./sets/reader.en'),
  de: () => import('./sets/reader.de'),
};
const rest: Record<Language, () => Promise<TextSet>> = {
  en: () => import('./sets/rest.en'),
  de: () => import('./sets/rest.de'),
};
/** Few pages are on a wall. */
const wall: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () => import('./wall.en.json'),
  de: () => import('./wall.de.json'),
};
const memory = 'vitrine.language';

/** The remembered choice, else the first language of the browser that we speak, else English. */
export function preferredLanguage(): Language {
  const known = (tag: string | null) => languages.find((language) => tag?.toLowerCase().startsWith(language));
  const chosen = known(browserMemory.get(memory));
  if (chosen) return chosen;
  for (const tag of navigator.languages) {
    const match = known(tag);
    if (match) return match;
  }
  return 'en';
}

/** Loads all texts, or only those of reader pages, and makes `language` the current one. */
export async function loadTexts(language: Language, which: 'all' | 'reader' = 'all'): Promise<void> {
  const sets = await Promise.all([reader[language](), ...(which === 'all' ? [rest[language]()] : [])]);
  for (const set of sets) {
    for (const [area, texts] of Object.entries(set.default)) addCatalogue(area, texts);
  }
  setCurrentLanguage(language);
  document.documentElement.lang = language;
}

/** Loads the texts of walls in the current language. */
export async function loadWallTexts(): Promise<void> {
  addCatalogue('wall', (await wall[currentLanguage()]()).default);
}

/** Remembers the choice and starts the page anew: texts are read once, when drawing starts. */
export function chooseLanguage(language: Language): void {
  browserMemory.set(memory, language);
  location.reload();
}
