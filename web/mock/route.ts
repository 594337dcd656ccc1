/** What a route of the made-up server is, and the answers they share. */
export type Reply = { status: number; body?: unknown; etag?: string };
export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  ifMatch?: string | undefined;
};
export type Handler = (match: RegExpExecArray, call: Call) => Reply;
export type Route = [string, RegExp, Handler];

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const made = (body: unknown): Reply => ({ status: 201, body });
export const done: Reply = { status: 204 };
export const page = (items: unknown[]): Reply => ok({ items, next_cursor: null });
export const problem = (status: number, code: string, detail: string, why: object = {}): Reply => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail, request_id: 'mock', ...why },
});
export const missing = problem(404, 'not_found', '');
export const reply = (found: unknown): Reply => (found === undefined ? missing : ok(found));
