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
  ownFormat,
  sayEmpty,
  tooltip,
  valueAxis,
  widest,
} from '../cartesian';
import type { DrawContext } from '../context';
import { decimalsFor, formatValue, type NumberFormat } from '../format';
import { coloursFor } from '../palette';
import { hasValues, seriesTable, type SeriesTable } from '../series';
import { formatMoment, wallAt } from '../time';
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

/** An answer as bars. */
export function barOption(spec: BarSpec, answer: Answer, ctx: DrawContext): EChartsOption {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  if (!hasValues(table)) return sayEmpty(ctx, answer);
  const { horizontal, stacked } = spec;
  const names = table.series.map((s) => s.label);
  const single = names.length === 1;
  const colours = coloursFor(ctx.theme, names, ctx.colours);
  const unit = commonUnit(table, spec.unit);
  const labels = bucketLabels(ctx, table);
  const wantsLegend = spec.legend === 'bottom' || (spec.legend !== 'none' && !single);

  const plan = wantsLegend ? legend(ctx, names, 'roundRect') : undefined;
  const all = table.series.flatMap((s) => [...s.values]);
  const step =
    (horizontal ? ctx.size.height - 14 - (plan?.height ?? 0) : ctx.size.width - 50) /
    Math.max(1, labels.length);
  const written: NumberFormat = {
    format: spec.format,
    decimals: spec.decimals ?? (spec.format === undefined ? decimalsFor(all) : undefined),
    unit: horizontal ? unit : undefined,
  };
  const texts = all.map((v) => (v === null ? '' : formatValue(v, written, ctx.locale)));
  const widestText = widest(ctx, texts);
  const labelled = spec.labels ?? (single && (horizontal ? step >= 15 : step >= widestText + 6));
  // With every value written at its bar the axis would only say it again.
  const axisShown = !(labelled && horizontal);
  const end = labelled && horizontal ? widestText + 14 : 10;

  const series: BarSeriesOption[] = table.series.map((s, i) => ({
    type: 'bar',
    name: s.label,
    tooltip: ownFormat(ctx, spec.unit ?? s.unit, {
      format: spec.format,
      decimals: spec.decimals ?? (spec.format === undefined ? decimalsFor(s.values) : undefined),
    }),
    data: s.values.map((v) => v ?? '-'),
    ...(stacked ? { stack: 'all' } : {}),
    barMaxWidth: horizontal ? 26 : 48,
    barCategoryGap: single || stacked ? '28%' : '24%',
    barGap: '12%',
    itemStyle: {
      color: colours[i] ?? ctx.theme.accent,
      borderRadius: stacked ? 0 : horizontal ? [0, 2, 2, 0] : [2, 2, 0, 0],
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
            color: stacked ? '#ffffff' : ctx.theme.text2,
            formatter: (p: { dataIndex: number }) => texts[i * table.labels.length + p.dataIndex] ?? '',
          },
          labelLayout: { hideOverlap: true },
        }
      : {}),
  }));

  const value = valueAxis(
    ctx,
    { min: spec.min, max: spec.max, name: axisShown ? unit : undefined, format: spec, fromZero: true },
    horizontal ? ctx.size.width : ctx.size.height,
  );
  const clock = horizontal ? { room: 0, option: {} } : clockName(ctx, table);
  const category = { ...categoryAxis(ctx, labels, horizontal), ...clock.option };
  const valueShown = axisShown
    ? value
    : { ...value, axisLabel: { ...value.axisLabel, show: false }, splitLine: { show: false } };
  const named = axisShown && unit !== undefined;
  return {
    animation: false,
    textStyle: baseText(ctx),
    grid: grid(
      (plan === undefined ? 2 : plan.height) + clock.room,
      horizontal && named ? end + 22 : end,
      !horizontal && named ? 24 : labelled && !horizontal ? 18 : 6,
    ),
    ...(plan === undefined ? {} : { legend: plan.option }),
    tooltip: tooltip(ctx, 'axis', 'shadow', { format: spec.format, decimals: spec.decimals, unit }),
    xAxis: horizontal ? valueShown : category,
    yAxis: horizontal ? category : valueShown,
    series,
  };
}
