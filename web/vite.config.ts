/**
 * How the app (index.html) is built, and the web side served while developing. The reader page (share.html) is built after it,
 * by itself (vite.reader.config.ts), so that who opens a share never downloads the app shell, the editor or CodeMirror. Nothing inline may end up in the built pages: the server sends a CSP without 'unsafe-inline'.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { className } from './vite.names.mjs';
import { packed } from './vite.packed';
import { trimECharts } from './vite.trim';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  // Files name each other relatively: the server may stand at any path. In the pages it writes that path itself.
  base: './',
  plugins: [react(), trimECharts(), packed()],
  resolve: {
    alias: {
      // The original writes <style> elements, which our CSP refuses; ours adopts constructed style sheets.
      'react-style-singleton': here('src/ui/styleSingleton.ts'),
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: {
      '/api': { target: server },
      '^/s/': { target: server },
      '^/preview': { target: server },
      '^/e/': { target: server },
      '^/embed.js': { target: server },
      '^/brand/': { target: server },
    },
  },
  css: { modules: { generateScopedName: className } },
  build: {
    outDir: 'dist',
    target: 'es2022',
    sourcemap: false,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      input: { index: here('index.html') },
      output: {
        codeSplitting: {
          groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 }],
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
