/** The area chart: lines with their fill. Pure. */
import type { EChartsOption } from 'echarts';
import type { Answer } from '../answer';
import type { DrawContext } from '../context';
import { lineOption } from '../line/option';
import type { AreaSpec } from './spec';

/** An answer as areas. */
export function areaOption(spec: AreaSpec, answer: Answer, ctx: DrawContext): EChartsOption {
  return lineOption(spec, answer, ctx, { stacked: spec.stacked, opacity: spec.stacked ? 0.28 : 0.14 });
}
