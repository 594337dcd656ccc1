/**
 * What line, area and bar have in common: category and calendar axes, grid, legend, tooltip, the sentence for an empty
 * answer (the value axis is in valueAxis.ts). Pure parts of ECharts options; no chart of its own.
 */
import type {
  EChartsOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts';
import type { Answer } from './answer';
import { type DrawContext, textWidth } from './context';
import { lines } from './foot';
import { formatValue, type NumberFormat } from './format';
import type { SeriesTable } from './series';
import { formatTick, tickNames, ticksOf } from './ticks';
import { formatMoment, type Grain, wallAt, writtenTo, zoneOf } from './time';
import { wordsOf } from './words';

export const FONT = 'Inter Variable';
export const FONT_STACK = `${FONT}, Inter, system-ui, sans-serif`;
/** Size of all small words, px. */
export const SMALL = 11;

/** The text every part inherits. */
export function baseText(ctx: DrawContext): { fontFamily: string; fontSize: number; color: string } {
  return { fontFamily: FONT_STACK, fontSize: SMALL, color: ctx.theme.text3 };
}

/** A drawing that says in words why there is none. */
export function sayInstead(ctx: DrawContext, text: string, hint = ''): EChartsOption {
  const fits = ctx.size.height >= 90 && hint !== '';
  return {
    animation: false,
    textStyle: baseText(ctx),
    title: {
      text,
      subtext: fits ? hint : '',
      left: 'center',
      top: 'middle',
      itemGap: 6,
      textStyle: {
        fontFamily: FONT_STACK,
        fontSize: 13,
        fontWeight: 500,
        color: ctx.theme.text2,
        width: ctx.size.width - 24,
        overflow: 'break',
      },
      subtextStyle: {
        fontFamily: FONT_STACK,
        fontSize: 12,
        color: ctx.theme.text3,
        width: ctx.size.width - 24,
        overflow: 'break',
      },
    },
  };
}

/** The sentence for an answer without rows or without numbers. */
export function sayEmpty(ctx: DrawContext, answer: Answer): EChartsOption {
  const words = wordsOf(ctx.locale);
  return answer.rows.length === 0
    ? sayInstead(ctx, words.empty, words.empty_hint)
    : sayInstead(ctx, words.no_numbers);
}

/** "auto": direct labels or nothing where they do, else below. */
export type LegendWish = 'auto' | 'bottom' | 'none' | undefined;

/** The legend, and the height it takes from the bottom. */
export interface LegendPlan {
  readonly option: LegendComponentOption;
  readonly height: number;
}

const LEGEND_ROW = 19;

/** A name cut to a width, with an ellipsis. */
function shorten(ctx: DrawContext, name: string, most: number): string {
  if (textWidth(ctx, name, SMALL) <= most) return name;
  let end = name.length - 1;
  while (end > 1 && textWidth(ctx, `${name.slice(0, end)}…`, SMALL) > most) end -= 1;
  return `${name.slice(0, end)}…`;
}

/** The legend below, `above` what stands at the foot: as many rows as it needs while they are few, scrolling when they are not. */
export function legend(
  ctx: DrawContext,
  names: readonly string[],
  icon: 'roundRect' | 'circle',
  above = 0,
): LegendPlan {
  const { width, height } = ctx.size;
  const most = Math.max(60, Math.min(180, width * 0.45));
  let rows = 1;
  let used = 0;
  for (const name of names) {
    const item = Math.min(most, textWidth(ctx, name, SMALL)) + 10 + 5 + 14;
    if (used > 0 && used + item > width + 14) {
      rows += 1;
      used = 0;
    }
    used += item;
  }
  const fits = ctx.still === true || rows <= (height >= 260 ? 2 : 1);
  const shown = fits ? rows : 1;
  return {
    height: shown * LEGEND_ROW + 8 + above,
    option: {
      type: fits ? 'plain' : 'scroll',
      orient: 'horizontal',
      align: 'left',
      bottom: above,
      left: 0,
      width: width - 2,
      padding: 0,
      icon,
      itemWidth: 10,
      itemHeight: icon === 'circle' ? 8 : 3,
      itemGap: 14,
      data: [...names],
      formatter: (name: string) => shorten(ctx, name, most),
      textStyle: { fontFamily: FONT_STACK, fontSize: SMALL, color: ctx.theme.text2 },
      pageIconSize: 9,
      pageButtonGap: 8,
      pageIconColor: ctx.theme.text2,
      pageIconInactiveColor: ctx.theme.line,
      pageTextStyle: { fontFamily: FONT_STACK, fontSize: SMALL, color: ctx.theme.text3 },
      inactiveColor: ctx.theme.line,
    },
  };
}

/** The frame; `right` leaves room for direct labels. */
export function grid(bottom: number, right: number, top: number): GridComponentOption {
  return { left: 2, right, top, bottom, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' };
}

/** Shared tooltip settings; its rows are put together in the browser, since markup needs a document. */
export function tooltip(
  ctx: DrawContext,
  trigger: 'axis' | 'item',
  pointer: 'line' | 'shadow',
  format: NumberFormat,
): TooltipComponentOption {
  return {
    trigger,
    confine: true,
    valueFormatter: (value) => (typeof value === 'number' ? formatValue(value, format, ctx.locale) : ''),
    transitionDuration: 0,
    backgroundColor: ctx.theme.surface,
    borderColor: ctx.theme.line,
    borderWidth: 1,
    padding: 0,
    axisPointer: {
      type: pointer,
      lineStyle: { color: ctx.theme.grey, width: 1, type: 'solid' },
      shadowStyle: { color: ctx.theme.grey, opacity: 0.12 },
    },
  };
}

/** The clock of an axis and what its places are cut to. */
export function clockOf(
  ctx: DrawContext,
  table: SeriesTable,
  cells: readonly unknown[],
): { zone: string; grain: Grain } {
  return table.x === undefined
    ? { zone: ctx.timeZone, grain: 'minute' }
    : { zone: zoneOf(table.x, ctx.timeZone), grain: writtenTo(table.x, cells) };
}

/** Below an axis of moments that nobody gave a clock: which one it is. Days of a calendar need none. */
export function clockName(ctx: DrawContext, table: SeriesTable) {
  const said =
    table.x !== undefined && table.x.type === 'timestamp' && zoneOf(table.x, ctx.timeZone) === 'UTC';
  return {
    room: said ? 14 : 0,
    option: said
      ? {
          name: 'UTC',
          nameLocation: 'middle' as const,
          nameGap: 20,
          nameTextStyle: { fontFamily: FONT_STACK, fontSize: SMALL, color: ctx.theme.text3 },
        }
      : {},
  };
}

// As many ticks as have room for their names: one that ECharts hides might be the one that says the year.
function namedTicks(ctx: DrawContext, first: number, last: number, zone: string, grain: Grain) {
  const perUnit = Math.max(0, ctx.size.width - 60) / Math.max(1, last - first);
  for (let wanted = Math.max(2, Math.round(ctx.size.width / 110)); ; wanted -= 1) {
    const ticks = ticksOf(first, last, wanted, zone, grain);
    const names = tickNames(ticks, first, last, zone, ctx.locale);
    const half = names.map((name) => textWidth(ctx, name, SMALL) / 2);
    const fit = ticks.every((tick, i) => {
      const next = ticks[i + 1];
      return next === undefined || (next - tick) * perUnit >= (half[i] ?? 0) + (half[i + 1] ?? 0) + 8;
    });
    if (!fit && wanted > 1) continue;
    const kept = fit ? ticks : ticks.slice(0, 1);
    return { ticks: kept, names: new Map(kept.map((tick, i) => [tick, names[i] ?? ''])) };
  }
}

/** A calendar axis over moments: its ticks are round on the clock of its column. */
export function timeAxis(ctx: DrawContext, table: SeriesTable) {
  const moments = table.moments.filter((moment): moment is number => moment !== null);
  const first = moments[0] ?? 0;
  const last = moments[moments.length - 1] ?? first;
  const { zone, grain } = clockOf(ctx, table, moments);
  const { ticks, names } = namedTicks(ctx, first, last, zone, grain);
  return {
    ...clockName(ctx, table).option,
    type: 'time' as const,
    min: first,
    max: last,
    axisPointer: {
      label: {
        show: false,
        formatter: (p: { value: unknown }) =>
          typeof p.value === 'number' ? formatMoment(p.value, grain, zone, ctx.locale) : '',
      },
    },
    axisLine: { show: true, lineStyle: { color: ctx.theme.line } },
    axisTick: { show: false, customValues: ticks },
    axisLabel: {
      fontFamily: FONT_STACK,
      fontSize: SMALL,
      color: ctx.theme.text3,
      hideOverlap: true,
      customValues: ticks,
      formatter: (value: number) =>
        names.get(value) ?? formatTick(wallAt(value, zone), last - first, ctx.locale),
    },
    splitLine: { show: false },
  };
}

/** Lines that a name below its bar may have. */
const NAME_LINES = 3;

/** A name in lines of a width, cut with dots where even these do not hold it. */
function inLines(ctx: DrawContext, name: string, width: number, most = NAME_LINES): string {
  const made = lines(ctx, name, width);
  const kept = made.slice(0, most - 1);
  const rest = made.slice(most - 1).join(' ');
  return [...kept, ...(rest === '' ? [] : [rest])].map((line) => shorten(ctx, line, width)).join('\n');
}

/** Most lines of the names below the bars, where each is named; 1 where only some are. */
export function nameLines(ctx: DrawContext, labels: readonly string[]): number {
  const width = nameWidth(ctx, labels);
  if (width === undefined) return 1;
  return labels.reduce((most, name) => Math.max(most, inLines(ctx, name, width).split('\n').length), 1);
}

// Every bar is named while each name has room for a few letters; else only some are.
function nameWidth(ctx: DrawContext, labels: readonly string[]): number | undefined {
  const step = (ctx.size.width - 40) / Math.max(1, labels.length);
  return step >= 38 ? step - 6 : undefined;
}

/** A category axis; long names take several lines, and are cut where they would take more than their share. */
export function categoryAxis(ctx: DrawContext, labels: readonly string[], horizontal: boolean) {
  const cut = horizontal ? Math.max(48, ctx.size.width * 0.34) : nameWidth(ctx, labels);
  // Beside a lying bar a name has as many lines as the bar is thick.
  const step = (ctx.size.height - 30) / Math.max(1, labels.length);
  const beside = Math.max(1, Math.min(NAME_LINES, Math.floor(step / 14)));
  return {
    type: 'category' as const,
    data: [...labels],
    inverse: horizontal,
    axisLine: { show: true, lineStyle: { color: ctx.theme.line } },
    axisTick: { show: false },
    axisLabel: {
      fontFamily: FONT_STACK,
      fontSize: SMALL,
      color: horizontal ? ctx.theme.text2 : ctx.theme.text3,
      ...(cut === undefined
        ? { interval: 'auto' as const, hideOverlap: true }
        : horizontal
          ? {
              interval: 0,
              lineHeight: 13,
              formatter: (name: string) => inLines(ctx, name, cut, beside),
            }
          : { interval: 0, lineHeight: 13, formatter: (name: string) => inLines(ctx, name, cut) }),
    },
    splitLine: { show: false },
  };
}

/** The widest of some labels, for the room they need beside the plot. */
export function widest(ctx: DrawContext, labels: readonly string[], weight = 500): number {
  return labels.reduce((most, label) => Math.max(most, textWidth(ctx, label, SMALL, weight)), 0);
}

/** The unit all series agree on, if they do. */
export function commonUnit(table: SeriesTable, wished: string | undefined): string | undefined {
  if (wished !== undefined) return wished;
  const first = table.series[0]?.unit;
  return table.series.every((s) => s.unit === first) ? first : undefined;
}

/** How a series' values are written where each has a unit of its own. */
export function ownFormat(ctx: DrawContext, unit: string | undefined, wish: NumberFormat) {
  const format: NumberFormat = { format: wish.format, decimals: wish.decimals, found: wish.found, unit };
  return {
    valueFormatter: (value: unknown) =>
      typeof value === 'number' ? formatValue(value, format, ctx.locale) : '',
  };
}
