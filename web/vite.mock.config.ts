/** `npm run dev:mock`: the dev server with made-up answers instead of a proxy. */
import { mergeConfig } from 'vite';
import base from './vite.config';
import { mockServer } from './mock/plugin';

const config = mergeConfig(base, { plugins: [mockServer()], server: { port: 5174 } });
delete config.server?.proxy;
export default config;
