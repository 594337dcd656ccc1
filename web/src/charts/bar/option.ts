/** The bar chart as an ECharts option: grouped, stacked, horizontal. Pure. */
import type { BarSeriesOption, EChartsOption } from 'echarts';
import type { Answer } from '../answer';
import {
  baseText,
  categoryAxis,
  clockName,
  clockOf,
  commonUnit,
  FONT_STACK,
  grid,
  legend,
  nameLines,
  ownFormat,
  sayEmpty,
  tooltip,
  widest,
} from '../cartesian';
import type { DrawContext, Part } from '../context';
import { crowdNote, crowdOf, MOST_SERIES, summed } from '../crowd';
import { niceRange } from '../decimals';
import { foot } from '../foot';
import { formatValue, foundDecimals, type NumberFormat } from '../format';
import { coloursFor } from '../palette';
import { hasValues, type Series, seriesTable, type SeriesTable } from '../series';
import { stackEnds } from '../stack';
import { formatMoment, wallAt } from '../time';
import { axisParts, extentOf, valueAxis } from '../valueAxis';
import { wordsOf } from '../words';
import { fits, inkOn, type LabelRoom } from './labels';
import { type Bars, leastSize, partsOf } from './room';
import type { BarSpec } from './spec';

// Bars over a calendar stand on named days or hours: a bar is a bucket, not an instant. The year is told where several are.
function bucketLabels(ctx: DrawContext, table: SeriesTable): readonly string[] {
  if (!table.temporal) return table.labels;
  const { zone, grain } = clockOf(ctx, table, table.moments);
  const years = new Set(
    table.moments.map((m) => (m === null ? null : new Date(wallAt(m, zone)).getUTCFullYear())),
  );
  years.delete(null);
  return table.moments.map((moment, i) =>
    moment === null ? (table.labels[i] ?? '') : formatMoment(moment, grain, zone, ctx.locale, years.size > 1),
  );
}

/** What is drawn: the series, with those of a crowd added up, and the places that this drawing shows of them. */
function read(spec: BarSpec, answer: Answer, ctx: DrawContext) {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  const crowd = crowdOf(table, ctx.locale, ctx.all);
  const series = summed(crowd);
  const bars: Bars = {
    places: table.labels.length,
    beside: spec.stacked ? 1 : Math.max(1, series.length),
    horizontal: spec.horizontal,
  };
  const names = series.map((s) => s.label);
  const wantsLegend = spec.legend === 'bottom' || (spec.legend !== 'none' && names.length > 1);
  return { table, crowd, series, bars, names, wantsLegend };
}

// What stands below the bars in any of their drawings: room is kept for all of it.
function underneath(spec: BarSpec, answer: Answer, ctx: DrawContext): { bars: Bars; height: number } {
  const { table, crowd, bars, names, wantsLegend } = read(spec, answer, ctx);
  const count = ctx.still === true ? partNote(ctx, { from: 0, to: bars.places }, bars.places) : undefined;
  const button = table.series.length > MOST_SERIES;
  const said = foot(ctx, FONT_STACK, [crowdNote(crowd, true, ctx.locale), count], button);
  return { bars, height: wantsLegend ? legend(ctx, names, 'roundRect', said.height).height : said.height };
}

/** The size that these bars need; 0 where any will do. */
export function barSize(spec: BarSpec, answer: Answer, ctx: DrawContext): { width: number; height: number } {
  const { bars, height } = underneath(spec, answer, ctx);
  return leastSize(bars, height);
}

/** The drawings that paper deals these bars out to; one where all fit. */
export function barParts(spec: BarSpec, answer: Answer, ctx: DrawContext): Part[] {
  const { bars, height } = underneath(spec, answer, ctx);
  return partsOf(bars, ctx, height);
}

function partNote(ctx: DrawContext, part: Part, all: number): string {
  return wordsOf(ctx.locale)
    .part.replace('{from}', String(part.from + 1))
    .replace('{to}', String(part.to))
    .replace('{all}', String(all));
}

/** An answer as bars. */
export function barOption(spec: BarSpec, answer: Answer, ctx: DrawContext): EChartsOption {
  const { table, crowd, series: whole, names, wantsLegend, bars } = read(spec, answer, ctx);
  if (!hasValues(table)) return sayEmpty(ctx, answer);
  const { horizontal, stacked } = spec;
  const part = ctx.part ?? { from: 0, to: table.labels.length };
  const drawn: Series[] = whole.map((s) => ({ ...s, values: s.values.slice(part.from, part.to) }));
  const labels = bucketLabels(ctx, table).slice(part.from, part.to);
  const single = names.length === 1;
  const others = crowd.others.length > 0;
  const known = coloursFor(ctx.theme, others ? names.slice(0, -1) : names, ctx.colours);
  const colourOf = (i: number) =>
    others && i === names.length - 1 ? ctx.theme.grey : (known[i] ?? ctx.theme.accent);
  const unit = commonUnit(table, spec.unit);

  const said = foot(
    ctx,
    FONT_STACK,
    [
      crowdNote(crowd, true, ctx.locale),
      ctx.part === undefined ? undefined : partNote(ctx, part, table.labels.length),
    ],
    table.series.length > MOST_SERIES,
  );
  const plan = wantsLegend ? legend(ctx, names, 'roundRect', said.height) : undefined;
  const below = plan === undefined ? said.height + 2 : plan.height;
  const all = drawn.flatMap((s) => [...s.values]);
  const written: NumberFormat = {
    format: spec.format,
    ...foundDecimals(spec, spec.format === undefined, () => whole.flatMap((s) => [...s.values])),
    unit: horizontal ? unit : undefined,
  };
  const texts = all.map((v) => (v === null ? '' : formatValue(v, written, ctx.locale)));
  const widestText = widest(ctx, texts);
  const step = (horizontal ? ctx.size.height - 14 - below : ctx.size.width - 50) / Math.max(1, labels.length);
  const labelled = spec.labels ?? (single && (horizontal ? step >= 15 : step >= widestText + 6));
  // With every value written at its bar the axis would only say it again.
  const axisShown = !(labelled && horizontal && !stacked);
  const end = labelled && horizontal ? widestText + 14 : 10;

  // The axis belongs to all drawings of these bars: equal lengths are equal values on each sheet.
  const lengths = stacked ? stackEnds(whole) : whole.flatMap((s) => [...s.values]);
  const extent = extentOf(lengths, true);
  const along = horizontal ? ctx.size.width : ctx.size.height;
  const range = niceRange(spec.min ?? extent.low, spec.max ?? extent.high, axisParts(along));
  const plot = horizontal
    ? ctx.size.width - end - Math.min(ctx.size.width * 0.34, widest(ctx, labels, 400)) - 12
    : ctx.size.height - below - 31 - 13 * nameLines(ctx, labels);
  const room: LabelRoom = {
    horizontal,
    stacked,
    step,
    beside: bars.beside,
    scale: Math.max(0, plot) / Math.max(Number.MIN_VALUE, range.max - range.min),
  };
  const negative = extent.low < 0;
  const outside = (value: number | null) => {
    const under = value !== null && value < 0;
    return horizontal ? (under ? 'left' : 'right') : under ? 'bottom' : 'top';
  };

  const series: BarSeriesOption[] = drawn.map((s, i) => ({
    type: 'bar',
    name: s.label,
    tooltip: ownFormat(ctx, spec.unit ?? s.unit, {
      format: spec.format,
      ...foundDecimals(spec, spec.format === undefined, () => s.values),
    }),
    data: s.values.map((v) =>
      labelled && !stacked && v !== null && v < 0
        ? { value: v, label: { position: outside(v) as 'left' } }
        : (v ?? '-'),
    ),
    ...(stacked ? { stack: 'all' } : {}),
    barMaxWidth: horizontal ? 26 : 48,
    barCategoryGap: single || stacked ? '28%' : '24%',
    barGap: '12%',
    itemStyle: {
      color: colourOf(i),
      borderRadius: stacked || negative ? 0 : horizontal ? [0, 2, 2, 0] : [2, 2, 0, 0],
    },
    emphasis: { focus: 'none', itemStyle: { opacity: 0.86 } },
    ...(labelled
      ? {
          label: {
            show: true,
            position: stacked ? ('inside' as const) : horizontal ? ('right' as const) : ('top' as const),
            distance: 5,
            fontFamily: FONT_STACK,
            fontSize: 11,
            fontWeight: 500,
            color: stacked ? inkOn(colourOf(i)) : ctx.theme.text2,
            formatter: (p: { dataIndex: number }) => {
              const text = texts[i * labels.length + p.dataIndex] ?? '';
              return fits(ctx, room, s.values[p.dataIndex] ?? 0, text) ? text : '';
            },
          },
          labelLayout: { hideOverlap: true },
        }
      : {}),
  }));

  const value = valueAxis(
    ctx,
    {
      min: spec.min ?? (ctx.part === undefined ? undefined : range.min),
      max: spec.max ?? (ctx.part === undefined ? undefined : range.max),
      name: axisShown ? unit : undefined,
      format: spec,
      fromZero: true,
      values: lengths,
      written: labelled && !stacked,
    },
    along,
  );
  const clock = horizontal ? { room: 0, option: {} } : clockName(ctx, table);
  const category = { ...categoryAxis(ctx, labels, horizontal), ...clock.option };
  const valueShown = axisShown
    ? value
    : { ...value, axisLabel: { ...value.axisLabel, show: false }, splitLine: { show: false } };
  // Names stand at the edge: on the line of nought they would lie on the bars that go the other way.
  const categoryShown = negative
    ? { ...category, axisLine: { ...category.axisLine, onZero: false } }
    : category;
  const named = axisShown && unit !== undefined;
  return {
    animation: false,
    textStyle: baseText(ctx),
    grid: grid(
      below + clock.room,
      horizontal && named ? end + 22 : end,
      !horizontal && named ? 24 : labelled && !horizontal ? 18 : 6,
    ),
    ...(plan === undefined ? {} : { legend: plan.option }),
    ...(said.height === 0 ? {} : { title: [...said.titles] }),
    tooltip: tooltip(ctx, 'axis', 'shadow', { format: spec.format, decimals: spec.decimals, unit }),
    xAxis: horizontal ? valueShown : categoryShown,
    yAxis: horizontal ? categoryShown : valueShown,
    series,
  };
}
