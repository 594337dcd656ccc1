/** The line chart in the browser. */
import { LineChart } from 'echarts/charts';
import { useCallback, useMemo } from 'react';
import type { DrawContext } from '../context';
import { CrowdedChart } from '../CrowdedChart';
import { register } from '../echarts';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { lineOption } from './option';
import { lineSpec } from './spec';

register([LineChart]);

export default function LineView({ title, options, answer, look }: ViewProps) {
  const spec = useMemo(() => readOptions(lineSpec, options), [options]);
  const build = useCallback((ctx: DrawContext) => lineOption(spec, answer, ctx), [spec, answer]);
  return <CrowdedChart build={build} look={look} label={title} answer={answer} roles={spec} />;
}
