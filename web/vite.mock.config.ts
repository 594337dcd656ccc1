/**
 * The app with made-up answers instead of a server: `npm run dev:mock` while developing, and a preview of the built app
 * under the server's content policy for the browser tests.
 */
import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import base from './vite.config';
import { mockServer } from './mock/plugin';

export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

const config = mergeConfig(base, {
  // Nobody writes a path into the pages here, and screens have addresses of several parts.
  base: '/',
  plugins: [mockServer()],
  server: { port: 5174 },
  build: {
    outDir: 'node_modules/.cache/vitrine-mock',
    rolldownOptions: { input: { share: fileURLToPath(new URL('share.html', import.meta.url)) } },
  },
  preview: {
    host: '127.0.0.1',
    port: 5175,
    strictPort: true,
    headers: { 'Content-Security-Policy': policy },
  },
});
delete config.server?.proxy;
export default config;
