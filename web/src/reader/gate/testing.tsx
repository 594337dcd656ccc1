/** What the tests of the guests' pages share: a server that answers from memory. Importing it puts it in place. */
import { afterEach, beforeEach, vi } from 'vitest';
import { tabMemory } from '../../browser/memory';
import { loadTexts } from '../../i18n';

export type Asked = { method: string; path: string; body: unknown; credentials: string | undefined };

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
export const refusal = (
  status: number,
  code: string,
  more: object = {},
  headers: Record<string, string> = {},
) =>
  json(
    { type: 'about:blank', title: code, status, code, detail: '', request_id: 'r', ...more },
    status,
    headers,
  );
export const session = () => ({
  session: 'vs_1',
  dashboard: 'dsh_1',
  expires_at: new Date(Date.now() + 3_600_000).toISOString(),
});

export const server: { asked: Asked[]; answer: (call: Asked) => Response | Promise<Response> } = {
  asked: [],
  answer: () => refusal(404, 'not_found'),
};
/** What was sent to a path. */
export const sentTo = (path: string) =>
  server.asked.filter((one) => one.path === path).map(({ body }) => body);

beforeEach(() => {
  server.asked = [];
  for (const key of tabMemory.keys()) tabMemory.drop(key);
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const call: Asked = {
      method: init.method ?? 'GET',
      path: new URL(input, 'http://x').pathname.replace('/api/v1', ''),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      credentials: init.credentials,
    };
    server.asked.push(call);
    return server.answer(call);
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await loadTexts('en');
});
