/** The axis of values: its range, its step, and ticks that tell each other apart, written as a reader writes them. Pure. */
import { FONT_STACK, SMALL } from './cartesian';
import type { DrawContext } from './context';
import { exactDecimals, niceStep, orderOf } from './decimals';
import { formatCompact, formatNumber, formatValue, type NumberFormat } from './format';
import { wordsOf } from './words';

/** Decimals that a step may need. */
const MOST = 10;

/** Ticks of an axis: "20 k" where that still tells them apart, else with as many figures as they need. */
export function axisNumber(f: NumberFormat, locale: string, step: number): (value: number) => string {
  const places = exactDecimals([step], MOST) ?? MOST;
  return (value) => {
    if (f.format === 'duration') return formatValue(value, f, locale);
    if (f.format === 'percent') {
      const decimals = f.decimals ?? exactDecimals([step * 100], MOST) ?? 1;
      return formatValue(value, { ...f, decimals }, locale);
    }
    const size = Math.abs(value);
    if (size < 10_000) return formatNumber(value, locale, places);
    const power = Math.floor(orderOf(value) / 3);
    const word = wordsOf(locale).compact[power - 1];
    // Beyond the words for thousands; a step is then as large as they are.
    if (word === undefined) return formatCompact(value, locale);
    const decimals = exactDecimals([step / 1000 ** power], 2);
    return decimals === undefined
      ? formatNumber(value, locale, places)
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
