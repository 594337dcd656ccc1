/**
 * Which labels of a widget stand for a colour: slices, and series where there are several. A single series is drawn in
 * the first colour and claims none. Feeds `assignColours`, in the order of the document.
 */
import type { Answer } from './answer';
import { crowdOf } from './crowd';
import { isWidgetKind, type WidgetKind } from './kinds';
import { pieSpec } from './pie/spec';
import { slicesOf } from './pie/slices';
import { seriesTable } from './series';
import { readOptions, roles } from './spec';

type Claim = (options: unknown, answer: Answer, zone: string, locale: string) => string[];

const slices: Claim = (options, answer, zone, locale) =>
  slicesOf(readOptions(pieSpec, options), answer, { timeZone: zone, locale })
    .filter((slice) => !slice.rest)
    .map((slice) => slice.name);

const severalSeries: Claim = (options, answer, zone, locale) => {
  const table = seriesTable(answer, readOptions(roles, options), zone, locale);
  // The others of a crowd stand in grey together.
  const { named } = crowdOf(table, locale);
  return table.series.length > 1 ? named.map((one) => one.label) : [];
};

/** Which labels of a kind stand for a colour; null: none ever do. */
const claims: Readonly<Record<WidgetKind, Claim | null>> = {
  line: severalSeries,
  area: severalSeries,
  bar: severalSeries,
  pie: slices,
  stat: null,
  table: null,
  text: null,
  dropdown: null,
  'time-range': null,
};

const claimOf = (kind: string) => (isWidgetKind(kind) ? claims[kind] : null);

/** Can a widget of this kind claim colours at all? */
export function claimsColours(kind: string): boolean {
  return claimOf(kind) !== null;
}

/** Labels of one widget's answer. */
export function labelsOf(
  kind: string,
  options: unknown,
  answer: Answer,
  zone: string,
  locale: string,
): string[] {
  return claimOf(kind)?.(options, answer, zone, locale) ?? [];
}
