/**
 * One word for a thing, in each language, and the words that were tried and are not used: nobody said them, or they meant
 * something else beside it. glossary.test.ts looks through all texts; nothing of this reaches a browser.
 */
import type { Language } from './core';

export interface Term {
  /** The word to use, by language. */
  readonly en: string;
  readonly de: string;
  /** What is not said instead, by language. */
  readonly not: { readonly [L in Language]?: RegExp };
  /** Texts ("area.key") in which such a word means another thing. */
  readonly except?: readonly string[];
}

export const glossary: readonly Term[] = [
  {
    en: 'organisation',
    de: 'Organisation',
    not: { en: /\b(?:the|our|your) house\b|\borganization/i, de: /\bHaus(?:es|e)?\b|\bFirma\b/ },
  },
  {
    en: 'workspace',
    de: 'Arbeitsbereich',
    not: { en: /\bwork space/i, de: /\bWorkspace|^jedem Arbeitsbereich$/i },
  },
  { en: 'dataset', de: 'Datensatz', not: { en: /\bdata set/i, de: /\bDatenset|\bDatenmenge/i } },
  {
    en: 'row',
    de: 'Zeile',
    not: { en: /\{count\} records?\b/i, de: /\{(?:count)?\} Datens(?:atz|ätze)/ },
    // These do count datasets.
    except: ['sharing.opens_datasets_one', 'sharing.opens_datasets_other'],
  },
  { en: 'column', de: 'Spalte', not: { de: /\bKolonne/i } },
  { en: 'revision', de: 'Version', not: { de: /\bRevision|\bFassung/i } },
  { en: 'user', de: 'Nutzer', not: { de: /\bBenutzer|\bAnwender/ } },
  { en: 'manager', de: 'verwaltet', not: { de: /\bjemand(?:en)?[^.]*, (?:der|die) verwaltet/i } },
  { en: 'sign in', de: 'anmelden', not: { en: /\blog(?:ged)? ?in\b/i, de: /einlogg|eingeloggt/i } },
  { en: 'password', de: 'Passwort', not: { en: /\bpass ?phrase/i, de: /\bKennwort/i } },
  {
    en: 'create',
    de: 'erstellen',
    not: { de: /\ban(?:ge|zu)?leg(?:en|t)\b|\bleg(?:en|t)\b[^.]*\ban\b(?=\s*(?:[.,;!?]|$))/i },
  },
  {
    en: 'download',
    de: 'herunterladen',
    not: { en: /\btake\b[^.]*\balong\b/i, de: /mitnehmen|\b(?:Daten|PNG) laden\b/i },
  },
  {
    en: 'separately',
    de: 'getrennt',
    not: { en: /\bon another way\b/i, de: /Passwort auf einem anderen Weg/i },
  },
  { en: 'data of', de: 'Daten von', not: { en: /\beyes?\b/i, de: /\bAugen?\b/ } },
  { en: 'technical name', de: 'technischer Name', not: { en: /name in questions/i, de: /Name in Fragen/i } },
  { en: 'level', de: 'Stufe', not: { en: /\bas strong\b/i, de: /gleich stark/i } },
  { en: 'optional', de: 'optional', not: { en: /\bvoluntary/i, de: /freiwillig/i } },
  { en: 'link', de: 'Link', not: { en: /\bhyperlink/i, de: /\bVerknüpfung/i } },
  { en: 'brand', de: 'Marke', not: { en: /\bbranding\b|\bcorporate/i, de: /\bBranding|\bBrand\b/i } },
  { en: 'any', de: 'alle', not: { de: /^Jede[rs]? (?:Zustand|Status)$/i } },
];

/** The terms that a text says in words that are not used, with the words it says. */
export function slips(language: Language, key: string, text: string): { term: Term; said: string }[] {
  // Names of placeholders are said by nobody; one that counts tells what stands behind it.
  const spoken = text.replace(/\{(?!count\})\w+\}/g, '{}');
  return glossary.flatMap((term) => {
    const said = term.except?.includes(key) === true ? null : (term.not[language]?.exec(spoken) ?? null);
    return said === null ? [] : [{ term, said: said[0] }];
  });
}
