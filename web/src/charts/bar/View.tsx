/** The bar chart in the browser. */
import { BarChart } from 'echarts/charts';
import { useCallback } from 'react';
import type { DrawContext } from '../context';
import { EChart } from '../EChart';
import { register } from '../echarts';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { barOption } from './option';
import { barSpec } from './spec';

register([BarChart]);

export default function BarView({ title, options, answer, look }: ViewProps) {
  const build = useCallback(
    (ctx: DrawContext) => barOption(readOptions(barSpec, options), answer, ctx),
    [options, answer],
  );
  return <EChart build={build} look={look} label={title} />;
}
