/**
 * Leaves out of the browser's bundle those parts of ECharts that none of our options reaches: other renderers and
 * coordinate systems, animations, the reading of options from ten years ago. Every shared page would load them. Only
 * modules whose absence changes nothing we draw; the bundle for paper is built without this and draws the same.
 * A module that is not found any more (after an upgrade) fails the build, so that this list cannot grow old unseen.
 */
import type { Plugin } from 'vite';

const nothing = 'export default function () {}';

const replaced: Readonly<Record<string, string>> = {
  // Options of versions 2 to 4.
  'echarts/lib/preprocessor/backwardCompat.js': nothing,
  // Themes: ours is in the options.
  'echarts/lib/theme/dark.js': 'export default {};',
  // The words of Chinese browsers; ours are in the options, too.
  'echarts/lib/i18n/langZH.js': "export { default } from './langEN.js';",
  'echarts/lib/loading/default.js': nothing,
  // Logarithmic axes, ticks aligned between two axes, data sets that are computed from others.
  'echarts/lib/scale/Log.js': 'export default class {}',
  'echarts/lib/coord/axisAlignTicks.js': 'export function scaleCalcAlign() {}',
  'echarts/lib/data/helper/transform.js':
    'export function registerExternalTransform() {}\nexport function applyDataTransform() { return []; }',
  // Patterns inside areas, drawn on a canvas.
  'echarts/lib/util/decal.js': 'export function createOrUpdatePatternFromDecal() { return null; }',
  // Tooltips as drawings; ours are elements.
  'echarts/lib/component/tooltip/TooltipRichContent.js': 'export default class {}',
  // Lines that move from one answer to the next, bars around a circle.
  'echarts/lib/chart/line/lineAnimationDiff.js': nothing,
  'echarts/lib/label/sectorLabel.js':
    'export function createSectorCalculateTextPosition() {}\nexport function setSectorTextRotation() {}',
  'echarts/lib/util/shape/sausage.js': 'export default class {}',
  // Animations and hover in an SVG that stands alone.
  'zrender/lib/svg/cssAnimation.js': 'export function createCSSAnimation() {}',
  'zrender/lib/svg/cssEmphasis.js': 'export function createCSSEmphasis() {}',
  // Browsers have sorted stably themselves for years.
  'zrender/lib/core/timsort.js':
    'export default function (list, by, from = 0, to = list.length) {\n' +
    '  const sorted = list.slice(from, to).sort(by);\n' +
    '  for (let i = 0; i < sorted.length; i += 1) list[from + i] = sorted[i];\n' +
    '}',
};

export function trimECharts(): Plugin {
  const seen = new Set<string>();
  return {
    name: 'trim-echarts',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const path = /node_modules\/((?:echarts|zrender)\/.*)$/.exec(id.replaceAll('\\', '/'))?.[1] ?? '';
      const code = replaced[path];
      if (code === undefined) return null;
      seen.add(path);
      return code;
    },
    generateBundle() {
      const lost = Object.keys(replaced).filter((path) => !seen.has(path));
      if (lost.length > 0) this.error(`not part of ECharts any more, see vite.trim.ts: ${lost.join(', ')}`);
    },
  };
}
