/**
 * Loads the catalogues of the chosen language before anything is drawn, and remembers the choice. Areas are files
 * `AREA.LANG.json` beside this one; core.ts lists them for the types.
 */
import { addCatalogue, languages, setCurrentLanguage, type Area, type Language } from './core';

export { currentLanguage, languages, locale, t, tMaybe } from './core';
export type { Area, Language, TextKey, TextValues } from './core';

const files = import.meta.glob<Record<string, string>>('./*.json', { import: 'default' });
const memory = 'vitrine.language';

/** The remembered choice, else the first language of the browser that we speak, else English. */
export function preferredLanguage(): Language {
  const known = (tag: string | null) => languages.find((language) => tag?.toLowerCase().startsWith(language));
  const chosen = known(localStorage.getItem(memory));
  if (chosen) return chosen;
  for (const tag of navigator.languages) {
    const match = known(tag);
    if (match) return match;
  }
  return 'en';
}

/** Loads the texts of `areas` (all, when none are named) and makes `language` the current one. */
export async function loadTexts(language: Language, areas?: readonly Area[]): Promise<void> {
  const wanted = Object.entries(files).flatMap(([path, load]) => {
    const [, area, lang] = /\/(\w+)\.(\w+)\.json$/.exec(path) ?? [];
    if (!area || lang !== language) return [];
    if (areas && !(areas as readonly string[]).includes(area)) return [];
    return [{ area, load }];
  });
  await Promise.all(wanted.map(async ({ area, load }) => addCatalogue(area, await load())));
  setCurrentLanguage(language);
  document.documentElement.lang = language;
}

/** Remembers the choice and starts the page anew: texts are read once, when drawing starts. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(memory, language);
  location.reload();
}
