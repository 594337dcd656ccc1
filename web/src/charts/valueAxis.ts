/** The axis of values: its range, its step, and ticks that tell each other apart, written as a reader writes them. Pure. */
import { FONT_STACK, SMALL } from './cartesian';
import type { DrawContext } from './context';
import { cleaned, niceStep, orderOf, ownDecimals } from './decimals';
import { formatDuration, formatNumber, formatPower, needsPower, type NumberFormat, withUnit } from './format';
import { wordsOf } from './words';

/** Decimals of a number in thousands, millions and so on; one that needs more is written out. */
const SHORT = 2;

/**
 * Ticks of an axis: "20 k" where that is the whole number, else with as many figures as it has. No tick is rounded, so that
 * no two look alike, also where hiding a series made ECharts choose another step than the one that is expected here.
 */
export function axisNumber(f: NumberFormat, locale: string, step: number): (value: number) => string {
  const placesOf = (value: number, by = 1) => Math.max(ownDecimals(value * by), ownDecimals(step * by));
  return (value) => {
    if (f.format === 'duration') return formatDuration(value, locale, true);
    if (f.format === 'percent') {
      const decimals = Math.max(f.decimals ?? 0, placesOf(value, 100));
      return withUnit(formatNumber(cleaned(value * 100), locale, decimals), '%', locale);
    }
    if (needsPower(value)) return formatPower(value, locale, true);
    const size = Math.abs(value);
    const power = size < 10_000 ? 0 : Math.floor(orderOf(value) / 3);
    const word = wordsOf(locale).compact[power - 1];
    // Beyond the words for thousands.
    const beyond = power > 0 && word === undefined;
    const decimals = placesOf(value, beyond ? 10 ** -orderOf(value) : 1000 ** -power);
    if (beyond && decimals <= SHORT) return formatPower(value, locale);
    return word === undefined || decimals > SHORT
      ? formatNumber(value, locale, placesOf(value))
      : `${formatNumber(value / 1000 ** power, locale, decimals)}\u00a0${word}`;
  };
}

/** Options of a value axis, faint lines only; `name` is the unit, written once. */
export interface ValueAxisWish {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly name?: string | undefined;
  readonly format: NumberFormat;
  /** Lines need not start at nought; lengths must. */
  readonly fromZero: boolean;
  /** Numbers stand at the ends of bars that go below nought: leaves them room. */
  readonly written?: boolean | undefined;
  /** All values that are drawn; of stacks, their ends. */
  readonly values: readonly (number | null)[];
}

/** The step that divides a given range into about so many equal and round parts; none when no round one does. */
export function evenStep(min: number, max: number, parts: number): number | undefined {
  const span = max - min;
  if (!(span > 0)) return undefined;
  const ways = [parts, parts + 1, parts - 1, parts + 2, 2].filter((n) => n >= 2 && n <= 6);
  return ways
    .map((n) => span / n)
    .find((step) => {
      const figures = step / 10 ** Math.floor(Math.log10(step));
      return [1, 2, 2.5, 5].some((round) => Math.abs(figures - round) < 1e-9);
    });
}

/** How many parts an axis of this many pixels is divided into. */
export function axisParts(along: number): number {
  return Math.max(2, Math.min(5, Math.round(along / 70)));
}

/** The least and the largest of some values; nought where there are none. */
export function extentOf(
  values: readonly (number | null)[],
  fromZero: boolean,
): { low: number; high: number } {
  let [low, high] = fromZero ? [0, 0] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? { low: 0, high: 0 } : { low, high };
}

export function valueAxis(ctx: DrawContext, wish: ValueAxisWish, along: number) {
  const parts = axisParts(along);
  const { low, high } = extentOf(wish.values, wish.fromZero);
  const given = wish.min !== undefined && wish.max !== undefined;
  const even = given ? evenStep(wish.min ?? 0, wish.max ?? 0, parts) : undefined;
  const whole =
    wish.format.format !== 'percent' && wish.values.every((v) => v === null || Number.isInteger(v));
  const step = even ?? niceStep(wish.min ?? low, wish.max ?? high, parts);
  return {
    type: 'value' as const,
    min: wish.min,
    max: wish.max,
    scale: !wish.fromZero,
    splitNumber: parts,
    ...(wish.written === true && low < 0 ? { boundaryGap: ['10%', '0%'] as [string, string] } : {}),
    // Nobody counts to 0.3.
    ...(whole ? { minInterval: 1 } : {}),
    ...(even === undefined ? {} : { interval: even }),
    name: wish.name ?? '',
    nameLocation: 'end' as const,
    nameGap: 8,
    nameTextStyle: {
      fontFamily: FONT_STACK,
      fontSize: SMALL,
      color: ctx.theme.text3,
      align: 'left' as const,
      padding: [0, 0, 0, 0],
    },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      fontFamily: FONT_STACK,
      fontSize: SMALL,
      color: ctx.theme.text3,
      formatter: axisNumber(wish.format, ctx.locale, whole ? Math.max(1, Math.round(step)) : step),
      hideOverlap: true,
    },
    splitLine: { show: true, lineStyle: { color: ctx.theme.line, width: 1 } },
  };
}
