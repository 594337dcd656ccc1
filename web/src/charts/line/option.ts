/** The line chart as an ECharts option, and with a fill below for the area chart. Pure. */
import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { Answer } from '../answer';
import {
  baseText,
  categoryAxis,
  clockName,
  commonUnit,
  FONT_STACK,
  grid,
  legend,
  ownFormat,
  sayEmpty,
  timeAxis,
  tooltip,
  valueAxis,
  widest,
} from '../cartesian';
import type { DrawContext } from '../context';
import { decimalsFor } from '../format';
import { coloursFor } from '../palette';
import { hasValues, seriesTable } from '../series';
import type { LineSpec } from './spec';

/** How the area under a line is drawn, when it is. */
export interface Fill {
  readonly stacked: boolean;
  readonly opacity: number;
}

/** At most this many lines are named at their ends; more go to a legend. */
const DIRECT = 4;

/** An answer as lines. */
export function lineOption(spec: LineSpec, answer: Answer, ctx: DrawContext, fill?: Fill): EChartsOption {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  if (!hasValues(table)) return sayEmpty(ctx, answer);
  const names = table.series.map((s) => s.label);
  const colours = coloursFor(ctx.theme, names, ctx.colours);
  const unit = commonUnit(table, spec.unit);
  const wantsLegend = spec.legend === 'bottom' || (spec.legend !== 'none' && names.length > DIRECT);
  const plan = wantsLegend ? legend(ctx, names, 'roundRect') : undefined;
  const ends =
    names.length > 1 && names.length <= DIRECT && spec.legend !== 'none' && spec.legend !== 'bottom';
  const room = ends ? Math.min(ctx.size.width * 0.3, widest(ctx, names) + 14) : 10;
  const few = table.labels.length <= 1;
  // In a stack what is absent adds nothing; as a gap it would take away what stands on it.
  const absent = fill?.stacked === true ? 0 : '-';
  const clock = clockName(ctx, table);

  const series: LineSeriesOption[] = table.series.map((s, i) => {
    const colour = colours[i] ?? ctx.theme.accent;
    return {
      type: 'line',
      name: s.label,
      tooltip: ownFormat(ctx, spec.unit ?? s.unit, {
        format: spec.format,
        decimals: spec.decimals ?? (spec.format === undefined ? decimalsFor(s.values) : undefined),
      }),
      data: table.temporal
        ? s.values.flatMap((v, k) => {
            const moment = table.moments[k] ?? null;
            return moment === null ? [] : [[moment, v ?? absent]];
          })
        : s.values.map((v) => v ?? absent),
      smooth: spec.smooth ? 0.35 : false,
      smoothMonotone: 'x',
      connectNulls: spec.connect,
      showSymbol: few,
      symbol: 'circle',
      symbolSize: 6,
      sampling: 'lttb',
      lineStyle: { width: 1.75, color: colour, cap: 'round', join: 'round' },
      itemStyle: { color: colour },
      emphasis: {
        focus: 'none',
        lineStyle: { width: 2.25 },
        itemStyle: { color: colour, borderColor: ctx.theme.surface, borderWidth: 2 },
      },
      ...(fill === undefined
        ? {}
        : {
            areaStyle: { color: colour, opacity: fill.opacity },
            ...(fill.stacked ? { stack: 'all', stackStrategy: 'all' as const } : {}),
          }),
      ...(ends
        ? {
            endLabel: {
              show: true,
              formatter: '{a}',
              color: colour,
              fontFamily: FONT_STACK,
              fontSize: 11,
              fontWeight: 500,
              distance: 6,
              width: room - 8,
              overflow: 'truncate',
            },
            // Beside the plot, also where a line ends early: inside, the name would lie on the other lines.
            labelLayout: { x: ctx.size.width - room + 6, moveOverlap: 'shiftY' },
          }
        : {}),
    };
  });

  return {
    animation: false,
    useUTC: true,
    textStyle: baseText(ctx),
    grid: grid((plan === undefined ? 2 : plan.height) + clock.room, room, unit === undefined ? 10 : 24),
    ...(plan === undefined ? {} : { legend: plan.option }),
    tooltip: tooltip(ctx, 'axis', 'line', { format: spec.format, decimals: spec.decimals, unit }),
    xAxis: table.temporal
      ? timeAxis(ctx, table)
      : { ...categoryAxis(ctx, table.labels, false), boundaryGap: few },
    yAxis: valueAxis(
      ctx,
      { min: spec.min, max: spec.max, name: unit, format: spec, fromZero: spec.zero || fill !== undefined },
      ctx.size.height,
    ),
    series,
  };
}
