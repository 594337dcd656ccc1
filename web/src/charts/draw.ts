/**
 * From kind and options to an ECharts option or a layout. The one place that knows all
 * kinds at once, without any view: used for paper and by tests. The browser loads kinds one by one (`index.ts`).
 */
import type { EChartsOption } from 'echarts';
import type { Answer } from './answer';
import { areaOption } from './area/option';
import { areaSpec } from './area/spec';
import { barOption } from './bar/option';
import { barSpec } from './bar/spec';
import { sayInstead } from './cartesian';
import type { DrawContext } from './context';
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

/** The option of a chart kind; unknown kinds say so in words. */
export function optionOf(kind: string, options: unknown, answer: Answer, ctx: DrawContext): EChartsOption {
  switch (kind) {
    case 'line':
      return lineOption(readOptions(lineSpec, options), answer, ctx);
    case 'area':
      return areaOption(readOptions(areaSpec, options), answer, ctx);
    case 'bar':
      return barOption(readOptions(barSpec, options), answer, ctx);
    case 'pie':
      return pieOption(readOptions(pieSpec, options), answer, ctx);
    default:
      return sayInstead(ctx, wordsOf(ctx.locale).unknown_kind);
  }
}

export type Layout = StatLayout | TableLayout | TextLayout | { readonly kind: 'none'; readonly text: string };

/** The layout of a kind that is drawn from words. */
export function layoutOf(kind: string, options: unknown, answer: Answer, ctx: DrawContext): Layout {
  switch (kind) {
    case 'stat':
      return statLayout(readOptions(statSpec, options), answer, ctx);
    case 'table':
      return tableLayout(readOptions(tableSpec, options), answer, ctx);
    case 'text':
      return textLayout(readOptions(textSpec, options));
    default:
      return { kind: 'none', text: wordsOf(ctx.locale).unknown_kind };
  }
}
