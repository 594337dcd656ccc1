/** The parts of ECharts that every chart needs; kinds add their own series. SVG everywhere: one drawing, sharp on paper. */
import {
  GridComponent,
  LegendPlainComponent,
  LegendScrollComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, setPlatformAPI, use } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

use([
  SVGRenderer,
  GridComponent,
  TooltipComponent,
  LegendPlainComponent,
  LegendScrollComponent,
  TitleComponent,
  LabelLayout,
]);

// By name, so that what nobody calls stays out of the bundle; `register`, because `use` is a word of React's.
export { init, use as register, setPlatformAPI };
