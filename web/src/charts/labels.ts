/**
 * Which labels of a widget stand for a colour: slices, and series where there are several. A single series is drawn in
 * the first colour and claims none. Feeds `assignColours`, in the order of the document.
 */
import type { Answer } from './answer';
import { pieSpec } from './pie/spec';
import { slicesOf } from './pie/slices';
import { seriesTable } from './series';
import { readOptions } from './spec';
import { roles } from './spec';

/** Labels of one widget's answer. */
export function labelsOf(
  kind: string,
  options: unknown,
  answer: Answer,
  zone: string,
  locale: string,
): string[] {
  if (kind === 'pie') {
    return slicesOf(readOptions(pieSpec, options), answer, { timeZone: zone, locale })
      .filter((s) => !s.rest)
      .map((s) => s.name);
  }
  if (kind !== 'line' && kind !== 'area' && kind !== 'bar') return [];
  const { series } = seriesTable(answer, readOptions(roles, options), zone, locale);
  return series.length > 1 ? series.map((s) => s.label) : [];
}
