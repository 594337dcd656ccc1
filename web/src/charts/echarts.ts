/** The parts of ECharts that every chart needs; kinds add their own series. SVG everywhere: one drawing, sharp on paper. */
import {
  GridComponent,
  LegendPlainComponent,
  LegendScrollComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([
  SVGRenderer,
  GridComponent,
  TooltipComponent,
  LegendPlainComponent,
  LegendScrollComponent,
  TitleComponent,
  LabelLayout,
]);

export { echarts };
