/**
 * The few words that drawings themselves carry, and what a locale decides about digits and dates. Reads the catalogue
 * of charts directly and both languages at once, because the bundle for paper runs where there is no application, no
 * chosen language and no Intl.
 */
import de from '../i18n/charts.de.json';
import en from '../i18n/charts.en.json';

export type Language = 'en' | 'de';
type Catalogue = typeof en;
export interface LocaleWords extends Omit<Catalogue, 'months' | 'compact'> {
  /** Short names, January first. */
  readonly months: readonly string[];
  /** For thousands, millions and so on. */
  readonly compact: readonly string[];
}

function listed(catalogue: Catalogue): LocaleWords {
  return { ...catalogue, months: catalogue.months.split('|'), compact: catalogue.compact.split('|') };
}
const words: Record<Language, LocaleWords> = { en: listed(en), de: listed(de) };

/** The language of a locale such as `de-AT`; English where there is no translation. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith('de') ? 'de' : 'en';
}

/** The words of a locale. */
export function wordsOf(locale: string): LocaleWords {
  return words[languageOf(locale)];
}

/** What separates thousands and decimals. */
export function separatorsOf(locale: string): { readonly group: string; readonly point: string } {
  const l = locale.toLowerCase();
  if (l === 'de-ch' || l === 'de-li') return { group: '’', point: '.' };
  if (l === 'de-at') return { group: '\u00a0', point: ',' };
  return languageOf(l) === 'de' ? { group: '.', point: ',' } : { group: ',', point: '.' };
}
