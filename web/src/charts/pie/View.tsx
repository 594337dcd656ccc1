/** The pie chart in the browser. */
import { PieChart } from 'echarts/charts';
import { useCallback } from 'react';
import type { DrawContext } from '../context';
import { EChart } from '../EChart';
import { register } from '../echarts';
import { readOptions } from '../spec';
import type { ViewProps } from '../view';
import { pieOption } from './option';
import { pieSpec } from './spec';

register([PieChart]);

export default function PieView({ title, options, answer, look }: ViewProps) {
  const build = useCallback(
    (ctx: DrawContext) => pieOption(readOptions(pieSpec, options), answer, ctx),
    [options, answer],
  );
  return <EChart build={build} look={look} label={title} />;
}
