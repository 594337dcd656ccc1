/**
 * The few globals ECharts expects and a bare JavaScript engine lacks. Imported first by server.ts, before ECharts looks
 * for them. Timers never fire: drawing for paper is one synchronous act.
 */
const host: Record<string, unknown> = globalThis as unknown as Record<string, unknown>;
const nothing = (): number => 0;

if (host['process'] === undefined) host['process'] = { env: { NODE_ENV: 'production' } };
for (const name of [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'requestAnimationFrame',
  'cancelAnimationFrame',
]) {
  if (host[name] === undefined) host[name] = nothing;
}
if (host['console'] === undefined)
  host['console'] = { log: nothing, warn: nothing, error: nothing, info: nothing, debug: nothing };

export {};
