/** Opens an event stream as a client's caller: bearer token or cookie, never both. Reading it is live.ts's business. */
import { type ApiClient, type QueryParams, url } from '../../api/client';
import { ApiError, toApiError } from '../../api/problem';

export async function openStream(
  api: ApiClient,
  path: string,
  query: QueryParams,
  extra: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const headers = new Headers({ Accept: 'text/event-stream', ...extra });
  if (api.token) headers.set('Authorization', `Bearer ${api.token}`);
  let response: Response;
  try {
    response = await fetch(url(path, query), {
      headers,
      signal,
      credentials: api.token ? 'omit' : 'same-origin',
      cache: 'no-store',
    });
  } catch (cause) {
    throw ApiError.unreachable(cause);
  }
  if (!response.ok) throw await toApiError(response);
  if (response.body === null) throw ApiError.unreachable(new Error('no body'));
  return response.body;
}
