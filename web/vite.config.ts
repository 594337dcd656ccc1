/**
 * How the web side is built and served while developing. Two entries: the app (index.html) and the reader
 * page (share.html), so that who opens a share never downloads the app shell, the editor or CodeMirror.
 * Nothing inline may end up in the built pages: the server sends a CSP without 'unsafe-inline'.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { trimECharts } from './vite.trim';
import { readerWeight } from './vite.weight';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:8080';

const shown = new RegExp(
  '/src/(' +
    [
      'browser/\\w+',
      'api/(basePath|client|plainText|problem)',
      'document/(range|state|values|zone)',
      'i18n/(core|index|instant)',
      'ui/(cx|theme|Bits|Button|FirstOpen|Icon|Menu|Popover|Toast|Tooltip)',
      'dashboards/view/(Bar|DashboardView|ErrorBoundary|LiveMark|PageSkeleton|TimePicker|VariablePicker|Widget|WidgetMenu)',
      'dashboards/view/(WidgetSkeleton|layout|live|reads|refusal|source|since|sse|stream|use[A-Z]\\w*)',
      'dashboards/kiosk/isKiosk',
      'reader/(GuestCard|Spoken|alone|offered|session)',
      'charts/(answer|context|crowd|decimals|exact|format|href|index|labels|measure|palette|series|spec|time|useFlash|view|words)',
      'charts/(pie/(slices|spec)|(stat|table)/\\w+)',
    ].join('|') +
    ')\\.tsx?$',
);

export default defineConfig({
  // Files name each other relatively: the server may stand at any path. In the pages it writes that path itself.
  base: './',
  plugins: [react(), trimECharts(), readerWeight()],
  resolve: {
    alias: {
      // The original writes <style> elements, which our CSP refuses; ours adopts constructed style sheets.
      'react-style-singleton': here('src/ui/styleSingleton.ts'),
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: server }, '^/s/': { target: server } },
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { index: here('index.html'), share: here('share.html') },
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
            // What every page with a dashboard loads, as one file: many small ones pack worse and cost more round trips.
            { name: 'shown', test: shown, priority: 1, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test-setup.ts'],
    css: false,
    // A busy machine is slow, not wrong.
    testTimeout: 30_000,
  },
});
