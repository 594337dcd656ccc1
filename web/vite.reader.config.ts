/**
 * How the reader page (share.html) is built: what a shared dashboard needs until it is alive is one script and one sheet,
 * since many small files pack worse and cost more round trips (src/reader/first.ts). What opens later (menus, popovers, full
 * size) loads later.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { className } from './vite.names.mjs';
import { packed } from './vite.packed';
import { trimECharts } from './vite.trim';
import { readerWeight } from './vite.weight';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: './',
  plugins: [react(), trimECharts(), packed(), readerWeight()],
  resolve: {
    alias: {
      'react-style-singleton': here('src/ui/styleSingleton.ts'),
      // The same components on a fifth of the code: strangers download it.
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react-dom/client': 'preact/compat/client',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
  },
  css: { modules: { generateScopedName: className } },
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: false,
    manifest: false,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: { share: here('share.html') },
      // With all that it imports: what opens later shares its parts and would otherwise split them off.
      output: { codeSplitting: { groups: [{ name: 'reader', test: /\/src\/reader\/first\.ts$/ }] } },
    },
  },
});
