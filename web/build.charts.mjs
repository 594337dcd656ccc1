/**
 * Bundles what the server draws with: the chart code and the page that is there before scripts run, as one script for an
 * engine without a browser. Classes of style sheets have the names that `vite.names.mjs` gives them in the browser.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { className } from './vite.names.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A sheet becomes the names of its classes. */
const sheets = {
  name: 'sheets',
  setup(build) {
    build.onLoad({ filter: /\.module\.css$/ }, async ({ path }) => {
      const text = (await readFile(path, 'utf8')).replace(/\/\*[\s\S]*?\*\//g, '');
      const names = new Set([...text.matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name));
      const map = Object.fromEntries([...names].map((name) => [name, className(name, path)]));
      return { contents: `export default ${JSON.stringify(map)};`, loader: 'js' };
    });
  },
};

await build({
  entryPoints: [here('src/reader/painted/server.tsx')],
  bundle: true,
  format: 'iife',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['import'],
  target: 'es2020',
  jsx: 'automatic',
  minify: true,
  legalComments: 'none',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Of React's two servers the one that needs no streams; its package does not name it by itself.
  alias: { 'react-dom/server': here('node_modules/react-dom/cjs/react-dom-server-legacy.browser.production.js') },
  plugins: [sheets],
  outfile: here('dist-charts/charts.js'),
});
