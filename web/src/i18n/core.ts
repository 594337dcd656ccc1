/**
 * Texts: which languages there are, the loaded catalogues and `t()`. Loads nothing itself (see index.ts), so that
 * it also runs where no bundler helps. A key is "area.key", typed from the English files; `{name}` is replaced,
 * and a key with the endings `_one`/`_other` is chosen by `count`.
 */
import type access from './access.en.json';
import type app from './app.en.json';
import type charts from './charts.en.json';
import type dashboards from './dashboards.en.json';
import type data from './data.en.json';
import type delivery from './delivery.en.json';
import type embed from './embed.en.json';
import type gate from './gate.en.json';
import type guests from './guests.en.json';
import type kit from './kit.en.json';
import type operations from './operations.en.json';
import type people from './people.en.json';
import type sharing from './sharing.en.json';
import type view from './view.en.json';
import type wall from './wall.en.json';
import type workspaces from './workspaces.en.json';

type Catalogues = {
  access: typeof access;
  app: typeof app;
  charts: typeof charts;
  dashboards: typeof dashboards;
  data: typeof data;
  delivery: typeof delivery;
  embed: typeof embed;
  gate: typeof gate;
  guests: typeof guests;
  kit: typeof kit;
  operations: typeof operations;
  people: typeof people;
  sharing: typeof sharing;
  view: typeof view;
  wall: typeof wall;
  workspaces: typeof workspaces;
};
export type Area = keyof Catalogues;
type Base<K extends string> = K extends `${infer B}_one` | `${infer B}_other` ? B : K;
type KeysOf<A extends Area> = `${A}.${Base<Extract<keyof Catalogues[A], string>>}`;
/** Every text there is: "area.key". */
export type TextKey = { [A in Area]: KeysOf<A> }[Area];
export type TextValues = Record<string, string | number>;

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

let current: Language = 'en';
const loaded = new Map<string, string>();

/** Takes a catalogue into use; called by the loader and by tests. */
export function addCatalogue(area: string, texts: Record<string, string>): void {
  for (const [key, text] of Object.entries(texts)) loaded.set(`${area}.${key}`, text);
}
export function setCurrentLanguage(language: Language): void {
  current = language;
}
export function currentLanguage(): Language {
  return current;
}
/** BCP 47 tag for Intl: the browser's own variant of the chosen language when it has one. */
export function locale(): string {
  const own = globalThis.navigator?.languages?.find((tag) => tag.toLowerCase().startsWith(current));
  return own ?? current;
}

export function t(key: TextKey, values?: TextValues): string {
  return lookUp(key, values) ?? key;
}
/** For keys that arrive from the server or are built at run time: the text, or `fallback` when there is none. */
export function tMaybe(key: string, fallback: string, values?: TextValues): string {
  return lookUp(key, values) ?? fallback;
}

function lookUp(key: string, values?: TextValues): string | undefined {
  const count = values?.['count'];
  const plural =
    typeof count === 'number'
      ? loaded.get(`${key}_${new Intl.PluralRules(current).select(count)}`)
      : undefined;
  const text = plural ?? loaded.get(key) ?? loaded.get(`${key}_other`);
  if (text === undefined || !values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(locale()).format(value) : value;
  });
}
