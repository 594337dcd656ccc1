/** Which slices an answer has: the largest first, the small ones together. Pure; shared by the drawing and the colours. */
import type { Answer } from '../answer';
import type { DrawContext } from '../context';
import { seriesTable } from '../series';
import { wordsOf } from '../words';
import type { PieSpec } from './spec';

export interface Slice {
  readonly name: string;
  readonly value: number;
  /** The slice that gathers the small ones. */
  readonly rest: boolean;
}

/** Slices of an answer: positive values, largest first, the tail together. */
export function slicesOf(
  spec: PieSpec,
  answer: Answer,
  ctx: Pick<DrawContext, 'locale' | 'timeZone'>,
): Slice[] {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  const one = table.series.length === 1 ? table.series[0] : undefined;
  const all =
    one !== undefined
      ? table.labels.map((name, i) => ({ name: name === '' ? one.label : name, value: one.values[i] ?? 0 }))
      : table.series.map((s) => ({
          name: s.label,
          value: s.values.reduce<number>((sum, v) => sum + (v ?? 0), 0),
        }));
  const sorted = all
    .filter((s) => s.value > 0)
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
  const kept = sorted.length > spec.slices ? sorted.slice(0, spec.slices - 1) : sorted;
  const rest = sorted.slice(kept.length).reduce((sum, s) => sum + s.value, 0);
  const slices = kept.map((s) => ({ ...s, rest: false }));
  return rest > 0 ? [...slices, { name: wordsOf(ctx.locale).others, value: rest, rest: true }] : slices;
}
