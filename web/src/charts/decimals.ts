/**
 * How many decimals numbers that stand together are written with: as few as tell them apart, never so few that one of
 * them becomes another or nought. Knows nothing of languages and units.
 */
import { plainText } from './exact';

/** More are never written; what is smaller still is written as a power of ten. */
const MOST = 10;

/** Figures that a number has of its own; what follows is what computing left behind. */
const FIGURES = 15;

/** The order of a number: 0 for 1 to 10, 2 for hundreds, -1 for tenths. */
export function orderOf(value: number): number {
  return Math.floor(Math.log10(Math.abs(value)) + 1e-12);
}

/** A number without the noise of computing. */
export function cleaned(value: number): number {
  return Number(value.toPrecision(FIGURES));
}

/** Decimals that write this one number to its last figure. */
export function ownDecimals(value: number): number {
  return plainText(cleaned(value)).split('.')[1]?.length ?? 0;
}

/** Decimals, from `least` on, with which different numbers have different names. */
export function decimalsApart(values: readonly (number | null)[], least: number): number {
  const kinds = [...new Set(values)].filter((value) => value !== null);
  let decimals = least;
  while (decimals < MOST && new Set(kinds.map((value) => value.toFixed(decimals))).size < kinds.length)
    decimals += 1;
  return decimals;
}

/** Decimals that write all of these exactly, when `most` are enough. */
export function exactDecimals(values: readonly (number | null)[], most: number): number | undefined {
  let wanted = 0;
  for (const value of values) {
    if (value === null) continue;
    let scaled = value * 10 ** wanted;
    while (Math.abs(scaled - Math.round(scaled)) > Math.max(1e-9, 1e-13 * Math.abs(scaled))) {
      wanted += 1;
      if (wanted > most) return undefined;
      scaled = value * 10 ** wanted;
    }
  }
  return wanted;
}

/**
 * Decimals of a column or a series: none when all are whole, and all there are when two are enough (prices align at the
 * point, and nothing is rounded). Else about three figures of the largest, and two of what tells the values apart.
 */
export function decimalsFor(values: readonly (number | null)[]): number {
  let [largest, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null) continue;
    largest = Math.max(largest, Math.abs(value));
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (largest === 0) return 0;
  const bySize = largest >= 1000 ? 0 : largest >= 10 ? 1 : 2 - Math.min(0, orderOf(largest));
  const bySpread = high > low ? 1 - orderOf(high - low) : 0;
  const found = Math.min(MOST, Math.max(bySize, bySpread, 0));
  return exactDecimals(values, Math.max(2, found)) ?? found;
}

/** Decimals with which this number is not written as nought; `decimals` where they do. */
export function seenDecimals(value: number, decimals: number): number {
  if (value === 0 || Math.abs(value) * 10 ** decimals >= 0.5) return decimals;
  const wanted = Math.min(MOST, 1 - orderOf(value));
  return exactDecimals([value], wanted) ?? wanted;
}

/** The step between the ticks of an axis that shows this range in about so many parts, as ECharts chooses it. */
export function niceStep(low: number, high: number, parts: number): number {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const raw = span / Math.max(1, parts);
  const power = 10 ** orderOf(raw);
  const figures = raw / power;
  const round = figures < 1.5 ? 1 : figures < 2.5 ? 2 : figures < 4 ? 3 : figures < 7 ? 5 : 10;
  return round * power;
}

/** The range that such an axis then has. */
export function niceRange(
  low: number,
  high: number,
  parts: number,
): { min: number; max: number; step: number } {
  const step = niceStep(low, high, parts);
  return { min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step, step };
}
