/**
 * The built app in front of a running server (VITRINE_URL), under the server's content policy: what changed in the web
 * side can be looked at and tested in a browser without building the server again. `npm run build` first.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { mergeConfig } from 'vite';
import base from './vite.config';
import { policy } from './vite.mock.config';

const server = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:8080';
const port = 5176;

/**
 * Pages as the server hands them out: the reader's page for a share, the app's for every other address, with the files they
 * name found from the root, however deep the address. Links are the server's, so they lead here only when it is told this address.
 */
const pages: Plugin = {
  name: 'pages',
  configurePreviewServer(preview) {
    preview.middlewares.use((request, response, next) => {
      const path = new URL(request.url ?? '/', 'http://here').pathname;
      if (path.startsWith('/api/') || /\.\w+$/.test(path)) {
        next();
        return;
      }
      const name = path.startsWith('/s/') ? 'share.html' : 'index.html';
      const page = readFileSync(fileURLToPath(new URL(`dist/${name}`, import.meta.url)), 'utf8');
      response.setHeader('Content-Type', 'text/html');
      response.setHeader('Content-Security-Policy', policy);
      response.end(page.replaceAll('="./', '="/'));
    });
  },
};

export default mergeConfig(base, {
  plugins: [pages],
  preview: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    headers: { 'Content-Security-Policy': policy },
    proxy: { '/api': { target: server } },
  },
});
