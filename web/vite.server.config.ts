/**
 * The built app in front of a running server (VITRINE_URL), under the server's content policy: what changed in the web
 * side can be looked at and tested in a browser without building the server again. `npm run build` first.
 */
import type { ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { mergeConfig } from 'vite';
import base from './vite.config';
import { policy } from './vite.mock.config';

const server = process.env['VITRINE_URL'] ?? 'http://127.0.0.1:8080';
const port = 5176;

/**
 * Reader pages are one file; files are named as seen from the top, since it is the server that writes where a page stands;
 * and links are the server's, so they lead here only when it is told this address. */
const readerPages: Plugin = {
  name: 'reader-pages',
  configurePreviewServer(preview) {
    preview.middlewares.use((request, _response: ServerResponse, next) => {
      const path = request.url?.replace(/^\/.+(?=\/assets\/)/, '');
      request.url = path?.startsWith('/s/') ? '/share.html' : path;
      next();
    });
  },
};

export default mergeConfig(base, {
  plugins: [readerPages],
  preview: {
    host: '127.0.0.1',
    port,
    strictPort: true,
    headers: { 'Content-Security-Policy': policy },
    proxy: { '/api': { target: server } },
  },
});
