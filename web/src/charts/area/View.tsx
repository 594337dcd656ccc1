/** The area chart in the browser. */
import { LineChart } from 'echarts/charts';
import { useCallback } from 'react';
import type { DrawContext } from '../context';
import { EChart } from '../EChart';
import { register } from '../echarts';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { areaOption } from './option';
import { areaSpec } from './spec';

register([LineChart]);

export default function AreaView({ title, options, answer, look }: ViewProps) {
  const build = useCallback(
    (ctx: DrawContext) => areaOption(readOptions(areaSpec, options), answer, ctx),
    [options, answer],
  );
  return <EChart build={build} look={look} label={title} />;
}
