/**
 * The few words that drawings themselves carry, and what a locale decides about digits and dates. Apart from the
 * application's own texts, because the bundle for paper runs where there is no application and no Intl.
 */
import de from "./words.de.json";
import en from "./words.en.json";

export interface LocaleWords {
  readonly empty: string;
  readonly empty_hint: string;
  readonly no_numbers: string;
  readonly no_value: string;
  readonly others: string;
  readonly total: string;
  readonly yes: string;
  readonly no: string;
  readonly none: string;
  readonly truncated: string;
  readonly previous: string;
  readonly points: string;
  readonly unknown_kind: string;
  readonly months: readonly string[];
  readonly compact: readonly string[];
}

export type Language = "en" | "de";

/** The language of a locale such as `de-AT`; English where there is no translation. */
export function languageOf(locale: string): Language {
  return locale.toLowerCase().startsWith("de") ? "de" : "en";
}

/** The words of a locale. */
export function wordsOf(locale: string): LocaleWords {
  return languageOf(locale) === "de" ? de : en;
}

/** What separates thousands and decimals. */
export function separatorsOf(locale: string): { readonly group: string; readonly point: string } {
  const l = locale.toLowerCase();
  if (l === "de-ch" || l === "de-li") return { group: "’", point: "." };
  if (l === "de-at") return { group: "\u00a0", point: "," };
  return languageOf(l) === "de" ? { group: ".", point: "," } : { group: ",", point: "." };
}
