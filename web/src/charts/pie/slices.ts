/** Which slices an answer has: the largest first, the small ones together. Pure; shared by the drawing and the colours. */
import type { Answer } from '../answer';
import type { DrawContext } from '../context';
import { othersName } from '../crowd';
import { seriesTable } from '../series';
import type { PieSpec } from './spec';

/** What a pie cannot show: a slice has a size above nought. */
export interface LeftOut {
  readonly negatives: number;
  /** Their sum, 0 or less. */
  readonly sum: number;
  readonly zeros: number;
}

export interface Slice {
  readonly name: string;
  readonly value: number;
  /** The slice that gathers the small ones. */
  readonly rest: boolean;
}

type Place = Pick<DrawContext, 'locale' | 'timeZone'>;

// Every part of the whole, whatever its sign; a part without a value is none.
function partsOf(spec: PieSpec, answer: Answer, ctx: Place): { name: string; value: number }[] {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  const one = table.series.length === 1 ? table.series[0] : undefined;
  const all =
    one !== undefined
      ? table.labels.map((name, i) => ({
          name: name === '' ? one.label : name,
          value: one.values[i] ?? null,
        }))
      : table.series.map((s) => ({
          name: s.label,
          value: s.values.reduce<number | null>((sum, v) => (v === null ? sum : (sum ?? 0) + v), null),
        }));
  return all.filter((part): part is { name: string; value: number } => part.value !== null);
}

/** What no slice can show. */
export function leftOut(spec: PieSpec, answer: Answer, ctx: Place): LeftOut {
  const negatives = partsOf(spec, answer, ctx).filter((part) => part.value < 0);
  return {
    negatives: negatives.length,
    sum: negatives.reduce((sum, part) => sum + part.value, 0),
    zeros: partsOf(spec, answer, ctx).filter((part) => part.value === 0).length,
  };
}

/** Slices of an answer: positive values, largest first, the tail together. */
export function slicesOf(spec: PieSpec, answer: Answer, ctx: Place): Slice[] {
  const sorted = partsOf(spec, answer, ctx)
    .filter((s) => s.value > 0)
    .sort((a, b) => b.value - a.value || (a.name < b.name ? -1 : 1));
  const kept = sorted.length > spec.slices ? sorted.slice(0, spec.slices - 1) : sorted;
  const tail = sorted.slice(kept.length);
  const rest = tail.reduce((sum, s) => sum + s.value, 0);
  const slices = kept.map((s) => ({ ...s, rest: false }));
  return rest > 0
    ? [...slices, { name: othersName(tail.length, ctx.locale), value: rest, rest: true }]
    : slices;
}
