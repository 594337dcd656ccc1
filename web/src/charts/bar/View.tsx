/** The bar chart in the browser. */
import { BarChart } from 'echarts/charts';
import { useCallback, useMemo } from 'react';
import type { DrawContext } from '../context';
import { CrowdedChart } from '../CrowdedChart';
import { register } from '../echarts';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { barOption, barSize } from './option';
import { barSpec } from './spec';

register([BarChart]);

export default function BarView({ title, options, answer, look }: ViewProps) {
  const spec = useMemo(() => readOptions(barSpec, options), [options]);
  const build = useCallback((ctx: DrawContext) => barOption(spec, answer, ctx), [spec, answer]);
  const least = useCallback((ctx: DrawContext) => barSize(spec, answer, ctx), [spec, answer]);
  return <CrowdedChart build={build} look={look} label={title} least={least} answer={answer} roles={spec} />;
}
