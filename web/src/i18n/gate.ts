/** Texts that a reader page needs only where it asks something: they come with the code that asks. */
import type { Language } from './core';

type Texts = Record<string, string>;
const sets: Record<Language, () => Promise<{ default: { gate: Texts } }>> = {
  en: () => import('./sets/gate.en'),
  de: () => import('./sets/gate.de'),
};
const asked = new Map<Language, Promise<Texts>>();

/** The same promise each time, until one fails. */
export function gateTexts(language: Language): Promise<Texts> {
  const known = asked.get(language);
  if (known !== undefined) return known;
  const loading = sets[language]().then((set) => set.default.gate);
  loading.catch(() => asked.delete(language));
  asked.set(language, loading);
  return loading;
}
