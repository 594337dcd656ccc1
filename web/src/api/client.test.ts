/** What the client sends and how it reads problems. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiClient, ShareSession, url } from './client';
import { ApiError } from './problem';

type Sent = { url: string; init: RequestInit & { headers: Headers } };

function answering(...answers: (Response | Error | DOMException)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (target: string, init: RequestInit & { headers: Headers }) => {
    sent.push({ url: target, init });
    const answer = answers.shift();
    if (!answer) throw new Error('one call too many');
    if (answer instanceof Response) return answer;
    throw answer;
  });
  return sent;
}
const json = (body: unknown, init: ResponseInit = {}) =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' }, ...init });
const problem = (status: number, body: object, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ status, ...body }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error('expected an ApiError');
  return error;
}
afterEach(() => vi.unstubAllGlobals());

describe('url', () => {
  it('leaves out what is empty and encodes the rest', () => {
    expect(url('/shares', { q: 'a&b', state: '', kind: undefined, n: 0 })).toBe('/api/v1/shares?q=a%26b&n=0');
  });
});

describe('identity', () => {
  it('speaks for the user with the cookie and without a bearer', async () => {
    const sent = answering(json({}));
    await new ApiClient().get('/auth/me');
    expect(sent[0]?.init.credentials).toBe('same-origin');
    expect(sent[0]?.init.headers.has('Authorization')).toBe(false);
  });

  it('speaks for a share with the bearer and leaves the cookie at home', async () => {
    const sent = answering(
      json({ session: 'vs_1', dashboard: 'dsh_1', expires_at: 'x' }, { status: 201 }),
      json({}),
    );
    const session = await ShareSession.open('/share-sessions', { secret: 'secret', password: 'pass' });
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({ secret: 'secret', password: 'pass' });
    await session.get('/dashboards/dsh_1');
    expect(sent[1]?.init.headers.get('Authorization')).toBe('Bearer vs_1');
    expect(sent[1]?.init.credentials).toBe('omit');
  });
});

describe('versions', () => {
  it('gives the ETag and sends it back as If-Match', async () => {
    const sent = answering(
      json({ id: 1 }, { headers: { ETag: '"7"' } }),
      json({ id: 1 }, { headers: { ETag: '"8"' } }),
    );
    const client = new ApiClient();
    const { etag } = await client.getWithEtag('/dashboards/d');
    const stored = await client.putWithEtag('/dashboards/d', { a: 1 }, { ifMatch: etag });
    expect(sent[1]?.init.headers.get('If-Match')).toBe('"7"');
    expect(sent[1]?.init.headers.get('Content-Type')).toBe('application/json');
    expect(stored.etag).toBe('"8"');
  });

  it('answers nothing for 204', async () => {
    answering(new Response(null, { status: 204 }));
    expect(await new ApiClient().delete('/shares/s')).toBeUndefined();
  });
});

describe('problems', () => {
  it('keeps code, detail, request id and pointers', async () => {
    answering(
      problem(400, {
        code: 'invalid',
        detail: 'Two things are wrong.',
        request_id: 'req-1',
        errors: [{ pointer: '/widgets/0/kind', message: 'unknown' }],
      }),
    );
    const error = await failureOf(new ApiClient().post('/x', {}));
    expect(error).toMatchObject({
      code: 'invalid',
      status: 400,
      detail: 'Two things are wrong.',
      requestId: 'req-1',
    });
    expect(error.at('/widgets/0/kind')).toBe('unknown');
    expect(error.at('/title')).toBeUndefined();
    expect(error.passing).toBe(false);
  });

  it.each([
    [401, 'unauthenticated'],
    [404, 'not_found'],
    [412, 'conflict'],
    [413, 'too_large'],
    [502, 'internal'],
    [503, 'unavailable'],
  ] as const)('gives a page of status %i the code %s', async (status, code) => {
    answering(new Response('<html>proxy</html>', { status, headers: { 'Content-Type': 'text/html' } }));
    const error = await failureOf(new ApiClient().get('/x'));
    expect(error.code).toBe(code);
    expect(error.detail).toBe('');
  });

  it('reads Retry-After', async () => {
    answering(problem(429, { code: 'too_many', detail: '' }, { 'Retry-After': '30' }));
    const error = await failureOf(new ApiClient().get('/x'));
    expect(error.retryAfter).toBe(30);
    expect(error.passing).toBe(true);
  });

  it('says unavailable with status 0 when there is no answer at all', async () => {
    answering(new TypeError('network'));
    expect(await failureOf(new ApiClient().get('/x'))).toMatchObject({ code: 'unavailable', status: 0 });
  });

  it('lets an abort be an abort', async () => {
    answering(new DOMException('stop', 'AbortError'));
    await expect(new ApiClient().get('/x')).rejects.toMatchObject({ name: 'AbortError' });
  });
});
