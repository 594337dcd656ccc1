/**
 * From kind and options to an ECharts option or a layout. The one place that knows all
 * kinds at once, without any view: used for paper and by tests. The browser loads kinds one by one (`index.ts`).
 */
import type { EChartsOption } from 'echarts';
import type * as z from 'zod/mini';
import type { Answer } from './answer';
import { areaOption } from './area/option';
import { areaSpec } from './area/spec';
import { barOption, barParts } from './bar/option';
import { barSpec } from './bar/spec';
import { sayInstead } from './cartesian';
import type { DrawContext, Part } from './context';
import { isWidgetKind, type WidgetKind } from './kinds';
import { lineOption } from './line/option';
import { lineSpec } from './line/spec';
import { pieOption } from './pie/option';
import { pieSpec } from './pie/spec';
import { readOptions } from './spec';
import { type StatLayout, statLayout } from './stat/layout';
import { statSpec } from './stat/spec';
import { type TableLayout, tableLayout } from './table/layout';
import { tableSpec } from './table/spec';
import { type TextLayout, textLayout } from './text/layout';
import { textSpec } from './text/spec';
import { wordsOf } from './words';

/** How a kind gets onto paper. */
type Drawn =
  | {
      readonly as: 'chart';
      readonly option: (options: unknown, answer: Answer, ctx: DrawContext) => EChartsOption;
    }
  | { readonly as: 'words'; readonly layout: (options: unknown, answer: Answer, ctx: DrawContext) => Words }
  /** Sets something on the dashboard; paper has nothing to set. */
  | { readonly as: 'control' };

type Words = StatLayout | TableLayout | TextLayout;
export type Layout = Words | { readonly kind: 'none'; readonly text: string };

function chart<S extends z.ZodMiniObject>(
  spec: S,
  option: (options: z.output<S>, answer: Answer, ctx: DrawContext) => EChartsOption,
): Drawn {
  return { as: 'chart', option: (options, answer, ctx) => option(readOptions(spec, options), answer, ctx) };
}

function words<S extends z.ZodMiniObject>(
  spec: S,
  layout: (options: z.output<S>, answer: Answer, ctx: DrawContext) => Words,
): Drawn {
  return { as: 'words', layout: (options, answer, ctx) => layout(readOptions(spec, options), answer, ctx) };
}

const drawn: Readonly<Record<WidgetKind, Drawn>> = {
  line: chart(lineSpec, lineOption),
  area: chart(areaSpec, areaOption),
  bar: chart(barSpec, barOption),
  pie: chart(pieSpec, pieOption),
  stat: words(statSpec, statLayout),
  table: words(tableSpec, tableLayout),
  text: words(textSpec, textLayout),
  dropdown: { as: 'control' },
  'time-range': { as: 'control' },
};

/** How this kind gets onto paper; undefined for one that is not known here. */
export function drawnAs(kind: string): Drawn['as'] | undefined {
  return isWidgetKind(kind) ? drawn[kind].as : undefined;
}

/** The option of a chart kind; others say so in words. */
export function optionOf(kind: string, options: unknown, answer: Answer, ctx: DrawContext): EChartsOption {
  const how = isWidgetKind(kind) ? drawn[kind] : undefined;
  return how?.as === 'chart'
    ? how.option(options, answer, ctx)
    : sayInstead(ctx, wordsOf(ctx.locale).unknown_kind);
}

/** The drawings that paper needs for one widget: several for more bars than one can hold; none named where one will do. */
export function partsOf(kind: string, options: unknown, answer: Answer, ctx: DrawContext): Part[] {
  if (kind !== 'bar') return [];
  const parts = barParts(readOptions(barSpec, options), answer, ctx);
  return parts.length > 1 ? parts : [];
}

/** The layout of a kind that is drawn from words. */
export function layoutOf(kind: string, options: unknown, answer: Answer, ctx: DrawContext): Layout {
  const how = isWidgetKind(kind) ? drawn[kind] : undefined;
  return how?.as === 'words'
    ? how.layout(options, answer, ctx)
    : { kind: 'none', text: wordsOf(ctx.locale).unknown_kind };
}
