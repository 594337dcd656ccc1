/** The area chart in the browser. */
import { LineChart } from 'echarts/charts';
import { useCallback, useMemo } from 'react';
import type { DrawContext } from '../context';
import { CrowdedChart } from '../CrowdedChart';
import { register } from '../echarts';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { areaOption } from './option';
import { areaSpec } from './spec';

register([LineChart]);

export default function AreaView({ title, options, answer, look }: ViewProps) {
  const spec = useMemo(() => readOptions(areaSpec, options), [options]);
  const build = useCallback((ctx: DrawContext) => areaOption(spec, answer, ctx), [spec, answer]);
  return <CrowdedChart build={build} look={look} label={title} answer={answer} roles={spec} />;
}
