/**
 * Colours of the data and of what surrounds it, for both themes, and the rule that gives one label one colour.
 * Not the style sheet: the page's own colours are CSS custom properties; these are the same values as data, because
 * charts are drawn where there is no CSS (paper).
 */

/** `page`: drawn before it is known which of the two it will be; the colours become the page's own afterwards (`varsFor`). */
export type ThemeName = 'light' | 'dark' | 'page';
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** Everything a drawing needs to know about colour. */
export interface Theme {
  readonly name: ThemeName;
  readonly bg: string;
  readonly surface: string;
  readonly line: string;
  readonly text: string;
  readonly text2: string;
  readonly text3: string;
  readonly accent: string;
  readonly good: string;
  readonly warn: string;
  readonly bad: string;
  readonly grey: string;
  readonly data: readonly string[];
}

const DATA = [
  '#0f766e',
  '#d97706',
  '#4f46e5',
  '#be185d',
  '#65a30d',
  '#0284c7',
  '#9333ea',
  '#a16207',
] as const;
// The same hues, lifted so that a 1.75 px line still reads on a dark card.
const DATA_DARK = [
  '#14a89b',
  '#e08a1e',
  '#7f79f5',
  '#e0468a',
  '#84c024',
  '#2ba3e3',
  '#b069f2',
  '#c58a2a',
] as const;

const LIGHT: Theme = {
  name: 'light',
  bg: '#f6f7f9',
  surface: '#ffffff',
  line: '#e3e6eb',
  text: '#12161c',
  text2: '#4a5462',
  text3: '#697586',
  accent: '#0f766e',
  good: '#15803d',
  warn: '#b45309',
  bad: '#b91c1c',
  grey: '#94a3b8',
  data: DATA,
};

const DARK: Theme = {
  name: 'dark',
  bg: '#0e1116',
  surface: '#161b22',
  line: '#262d37',
  text: '#e8ecf1',
  text2: '#a9b4c2',
  text3: '#8793a3',
  accent: '#2dd4bf',
  good: '#4ade80',
  warn: '#fbbf24',
  bad: '#f87171',
  grey: '#94a3b8',
  data: DATA_DARK,
};

// Each role has a colour that no other has, so that it is known again in what was drawn.
const PAGE: Theme = { ...LIGHT, name: 'page', accent: '#0f766f' };

/** The theme of that name. */
export function themeOf(name: ThemeName): Theme {
  return name === 'dark' ? DARK : name === 'page' ? PAGE : LIGHT;
}

const VARS: ReadonlyMap<string, string> = new Map([
  ...PAGE.data.map((colour, i) => [colour, `--data-${i + 1}`] as const),
  [PAGE.bg, '--bg'],
  [PAGE.surface, '--surface'],
  [PAGE.line, '--line'],
  [PAGE.text, '--text'],
  [PAGE.text2, '--text-2'],
  [PAGE.text3, '--text-3'],
  [PAGE.accent, '--accent'],
  [PAGE.good, '--good'],
  [PAGE.warn, '--warn'],
  [PAGE.bad, '--bad'],
  [PAGE.grey, '--data-other'],
]);

const varOf = (colour: string): string => `var(${VARS.get(colour) ?? '--text'})`;

/** The theme `page` for what is no drawing but elements, which know custom properties themselves. */
export const pageTheme: Theme = {
  ...PAGE,
  bg: varOf(PAGE.bg),
  surface: varOf(PAGE.surface),
  line: varOf(PAGE.line),
  text: varOf(PAGE.text),
  text2: varOf(PAGE.text2),
  text3: varOf(PAGE.text3),
  accent: varOf(PAGE.accent),
  good: varOf(PAGE.good),
  warn: varOf(PAGE.warn),
  bad: varOf(PAGE.bad),
  grey: varOf(PAGE.grey),
  data: PAGE.data.map(varOf),
};

/** A drawing of the theme `page` in the custom properties of the page that it stands in. Quotation marks in texts are escaped, so that only attributes are meant. */
export function varsFor(svg: string): string {
  return svg.replace(/="(#[0-9a-f]{6})"/g, (all, colour: string) => {
    const name = VARS.get(colour);
    return name === undefined ? all : `="var(${name})"`;
  });
}

/** The colour of a judgement; plain is the text itself. */
export function toneColour(theme: Theme, tone: Tone): string {
  if (tone === 'good') return theme.good;
  if (tone === 'warn') return theme.warn;
  if (tone === 'bad') return theme.bad;
  return theme.text;
}

/** Which place in the palette each label of a dashboard has. */
export type LabelColours = ReadonlyMap<string, number>;

/**
 * Places in the palette, given the dashboard's labels in reading order: the first time a label is met decides. The
 * same list gives the same colours on every screen and on paper.
 */
export function assignColours(labels: Iterable<string>): LabelColours {
  const places = new Map<string, number>();
  for (const label of labels) if (!places.has(label)) places.set(label, places.size);
  return places;
}

/** The palette colour at a place, going round when there are more labels than colours. */
export function colourAt(theme: Theme, place: number): string {
  return theme.data[place % theme.data.length] ?? theme.accent;
}

/**
 * One colour for each of a widget's labels. Labels the dashboard knows keep theirs; the others take the places that
 * this widget does not use yet, so that two series of one widget never share a colour before the palette is used up.
 */
export function coloursFor(theme: Theme, labels: readonly string[], known: LabelColours): string[] {
  const used = new Set<number>();
  for (const label of labels) {
    const place = known.get(label);
    if (place !== undefined) used.add(place % theme.data.length);
  }
  let next = 0;
  return labels.map((label) => {
    const place = known.get(label);
    if (place !== undefined) return colourAt(theme, place);
    while (used.size < theme.data.length && used.has(next % theme.data.length)) next += 1;
    used.add(next % theme.data.length);
    const colour = colourAt(theme, next);
    next += 1;
    return colour;
  });
}
