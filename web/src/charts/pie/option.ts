/** The pie and the ring as an ECharts option. Largest slice first, the small ones together in grey. Pure. */
import type { EChartsOption } from 'echarts';
import type { Answer } from '../answer';
import { baseText, commonUnit, FONT_STACK, legend, sayEmpty, sayInstead, tooltip } from '../cartesian';
import type { DrawContext } from '../context';
import { seenDecimals } from '../decimals';
import { foot } from '../foot';
import { formatCompact, formatNumber, formatValue, foundDecimals, type NumberFormat } from '../format';
import { coloursFor } from '../palette';
import { hasValues, seriesTable } from '../series';
import { wordsOf } from '../words';
import { type LeftOut, leftOut, slicesOf } from './slices';
import type { PieSpec } from './spec';

/** Pixels a label takes; what is longer is cut. */
const LABEL = 104;

const shareDecimals = (share: number) => (share >= 0.0995 ? 0 : seenDecimals(share * 100, 1));

/** What the longest label and its line take beside the ring. */
function labelRoom(slices: readonly { readonly name: string }[]): number {
  const letters = slices.reduce((most, s) => Math.max(most, s.name.length), 5);
  return Math.min(LABEL, letters * 6.4) + 30;
}

/** The sentences for what a pie leaves out. */
function leftOutNotes(left: LeftOut, format: NumberFormat, locale: string): string[] {
  const words = wordsOf(locale);
  const say = (one: string, other: string, count: number) =>
    (count === 1 ? one : other)
      .replace('{count}', formatNumber(count, locale, 0))
      .replace('{sum}', formatValue(left.sum, format, locale));
  return [
    ...(left.negatives > 0 ? [say(words.negatives_one, words.negatives_other, left.negatives)] : []),
    ...(left.zeros > 0 ? [say(words.zeros_one, words.zeros_other, left.zeros)] : []),
  ];
}

/** An answer as a ring or a pie. */
export function pieOption(spec: PieSpec, answer: Answer, ctx: DrawContext): EChartsOption {
  const table = seriesTable(answer, spec, ctx.timeZone, ctx.locale);
  const slices = slicesOf(spec, answer, ctx);
  if (!hasValues(table)) return sayEmpty(ctx, answer);
  const left = leftOut(spec, answer, ctx);
  const sumFormat: NumberFormat = {
    format: spec.format,
    ...foundDecimals(spec, true, () => [left.sum]),
    unit: commonUnit(table, spec.unit),
  };
  const notes = leftOutNotes(left, sumFormat, ctx.locale);
  if (slices.length === 0) return sayInstead(ctx, wordsOf(ctx.locale).pie_positive, notes.join(' · '));
  const kept = slices.filter((s) => !s.rest).map((s) => s.name);
  const colours = coloursFor(ctx.theme, kept, ctx.colours);
  const unit = commonUnit(table, spec.unit);
  const total = slices.reduce((sum, s) => sum + s.value, 0);
  const { width, height } = ctx.size;

  const outside = width >= 380 && height >= 170 && spec.legend !== 'bottom' && slices.length <= 8;
  const said = foot(ctx, FONT_STACK, notes);
  const wantsLegend = spec.legend === 'bottom' || (spec.legend !== 'none' && !outside);
  const plan = wantsLegend
    ? legend(
        ctx,
        slices.map((s) => s.name),
        'circle',
        said.height,
      )
    : undefined;
  const centre = (height - (plan?.height ?? said.height)) / 2;
  const radius = Math.max(
    12,
    Math.min(centre - (outside ? 24 : 4), width / 2 - (outside ? labelRoom(slices) : 8)),
  );
  const share = (value: number) =>
    formatValue(value / total, { format: 'percent', decimals: shareDecimals(value / total) }, ctx.locale);
  const format: NumberFormat = {
    format: spec.format,
    ...foundDecimals(spec, true, () => slices.map((s) => s.value)),
    unit,
  };
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
    title: [
      ...said.titles,
      ...(spec.donut && roomy
        ? [
            {
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
          ]
        : []),
    ],
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
