/** The pie and the ring as an ECharts option. Largest slice first, the small ones together in grey. Pure. */
import type { EChartsOption } from 'echarts';
import type { Answer } from '../answer';
import { baseText, commonUnit, FONT_STACK, legend, sayEmpty, tooltip } from '../cartesian';
import type { DrawContext } from '../context';
import { decimalsFor, formatCompact, formatNumber, formatValue } from '../format';
import { coloursFor } from '../palette';
import { hasValues, seriesTable } from '../series';
import { wordsOf } from '../words';
import { slicesOf } from './slices';
import type { PieSpec } from './spec';

/** Pixels a label takes; what is longer is cut. */
const LABEL = 104;

/** What the longest label and its line take beside the ring. */
function labelRoom(slices: readonly { readonly name: string }[]): number {
  const letters = slices.reduce((most, s) => Math.max(most, s.name.length), 5);
  return Math.min(LABEL, letters * 6.4) + 30;
}

/** An answer as a ring or a pie. */
export function pieOption(spec: PieSpec, answer: Answer, ctx: DrawContext): EChartsOption {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  const slices = slicesOf(spec, answer, ctx);
  if (!hasValues(table) || slices.length === 0) return sayEmpty(ctx, answer);
  const kept = slices.filter((s) => !s.rest).map((s) => s.name);
  const colours = coloursFor(ctx.theme, kept, ctx.colours);
  const unit = commonUnit(table, spec.unit);
  const total = slices.reduce((sum, s) => sum + s.value, 0);
  const { width, height } = ctx.size;

  const outside = width >= 380 && height >= 170 && spec.legend !== 'bottom' && slices.length <= 8;
  const wantsLegend = spec.legend === 'bottom' || (spec.legend !== 'none' && !outside);
  const plan = wantsLegend
    ? legend(
        ctx,
        slices.map((s) => s.name),
        'circle',
      )
    : undefined;
  const centre = (height - (plan?.height ?? 0)) / 2;
  const radius = Math.max(
    12,
    Math.min(centre - (outside ? 24 : 4), width / 2 - (outside ? labelRoom(slices) : 8)),
  );
  const share = (value: number) =>
    `${formatNumber((value / total) * 100, ctx.locale, value / total >= 0.0995 ? 0 : 1)}\u00a0%`;
  const format = { format: spec.format, decimals: spec.decimals ?? decimalsFor([total]), unit };
  const middle =
    spec.format === undefined && total >= 100_000
      ? formatCompact(total, ctx.locale)
      : formatValue(total, { ...format, unit: undefined }, ctx.locale);
  const inner = spec.donut ? radius * 0.64 : 0;
  const roomy = inner >= 34;

  return {
    animation: false,
    textStyle: baseText(ctx),
    ...(plan === undefined ? {} : { legend: plan.option }),
    tooltip: tooltip(ctx, 'item', 'line', format),
    ...(spec.donut && roomy
      ? {
          title: {
            text: middle,
            subtext: unit ?? wordsOf(ctx.locale).total,
            left: width / 2,
            top: centre - 19,
            textAlign: 'center' as const,
            itemGap: 1,
            padding: 0,
            textStyle: {
              fontFamily: FONT_STACK,
              fontSize: inner >= 52 ? 20 : 15,
              fontWeight: 600 as const,
              color: ctx.theme.text,
              lineHeight: 22,
            },
            subtextStyle: { fontFamily: FONT_STACK, fontSize: 11, color: ctx.theme.text3 },
          },
        }
      : {}),
    series: [
      {
        type: 'pie',
        center: [width / 2, centre],
        radius: [inner, radius],
        startAngle: 90,
        padAngle: 0,
        minAngle: 2,
        avoidLabelOverlap: true,
        data: slices.map((s, i) => ({
          name: s.name,
          value: s.value,
          itemStyle: {
            color: s.rest ? ctx.theme.grey : (colours[i] ?? ctx.theme.accent),
            borderColor: ctx.theme.surface,
            borderWidth: 1.5,
            borderRadius: 2,
          },
        })),
        emphasis: { scale: false, itemStyle: { opacity: 0.86 } },
        label: outside
          ? {
              show: true,
              fontFamily: FONT_STACK,
              fontSize: 11,
              color: ctx.theme.text2,
              lineHeight: 14,
              width: LABEL,
              overflow: 'truncate',
              formatter: (p: { name: string; value?: unknown }) =>
                `${p.name}\n${share(typeof p.value === 'number' ? p.value : 0)}`,
            }
          : { show: false },
        labelLine: { show: outside, length: 12, length2: 8, lineStyle: { color: ctx.theme.line } },
      },
    ],
  };
}
