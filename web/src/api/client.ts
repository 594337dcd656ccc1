/**
 * The one way to talk to the server: JSON in and out, problems as `ApiError`, ETags where a document is changed.
 * A client speaks either for the signed-in user (session cookie) or for one share (bearer token, cookies left at
 * home), so that the two identities never mix in one browser. Caching is TanStack Query's business, not ours.
 */
import { basePath } from './basePath';
import { ApiError, toApiError } from './problem';
import type { ShareSessionAnswer } from './types';

export const base = `${basePath}/api/v1`;

export type QueryParams = Record<string, string | number | boolean | null | undefined>;
export type CallOptions = {
  query?: QueryParams;
  signal?: AbortSignal;
  /** Value for `If-Match`; a mismatch answers 412 (code `conflict`). */
  ifMatch?: string | null;
  accept?: string;
};
export type WithEtag<T> = { data: T; etag: string | null };

export class ApiClient {
  /** `token`: a share session ("vs_…"); null speaks with the user's cookie. */
  constructor(public token: string | null = null) {}

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.json<T>('GET', path, undefined, options);
  }
  post<T>(path: string, body?: unknown, options: CallOptions = {}): Promise<T> {
    return this.json<T>('POST', path, body, options);
  }
  put<T>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.json<T>('PUT', path, body, options);
  }
  patch<T>(path: string, body: unknown, options: CallOptions = {}): Promise<T> {
    return this.json<T>('PATCH', path, body, options);
  }
  delete<T = void>(path: string, options: CallOptions = {}): Promise<T> {
    return this.json<T>('DELETE', path, undefined, options);
  }

  /** Like `get`, with the version to send back in `ifMatch`. */
  async getWithEtag<T>(path: string, options: CallOptions = {}): Promise<WithEtag<T>> {
    const response = await this.raw('GET', path, undefined, options);
    return { data: (await response.json()) as T, etag: response.headers.get('ETag') };
  }
  /** Like `put`, with the version of what was just stored. */
  async putWithEtag<T>(path: string, body: unknown, options: CallOptions = {}): Promise<WithEtag<T>> {
    const response = await this.raw('PUT', path, JSON.stringify(body), options);
    return { data: (await response.json()) as T, etag: response.headers.get('ETag') };
  }

  /** The bare answer (for files and event streams); problems are already thrown as `ApiError`. */
  async raw(method: string, path: string, body?: BodyInit, options: CallOptions = {}): Promise<Response> {
    const headers = new Headers({ Accept: options.accept ?? 'application/json' });
    if (this.token) headers.set('Authorization', `Bearer ${this.token}`);
    if (typeof body === 'string') headers.set('Content-Type', 'application/json');
    if (options.ifMatch) headers.set('If-Match', options.ifMatch);
    let response: Response;
    try {
      response = await fetch(url(path, options.query), {
        method,
        headers,
        body,
        signal: options.signal,
        credentials: this.token ? 'omit' : 'same-origin',
        cache: 'no-store',
      });
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw ApiError.unreachable(cause);
    }
    if (!response.ok) throw await toApiError(response);
    return response;
  }

  /**
   * Sends a file as the body and reports progress from 0 to 1. XMLHttpRequest, because fetch cannot tell how much
   * of a body has left.
   */
  upload<T>(
    path: string,
    file: Blob,
    options: { query?: QueryParams; onProgress?: (share: number) => void; signal?: AbortSignal } = {},
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', url(path, options.query));
      request.setRequestHeader('Accept', 'application/json');
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      if (this.token) request.setRequestHeader('Authorization', `Bearer ${this.token}`);
      request.upload.addEventListener('progress', (event) => {
        if (event.lengthComputable && event.total > 0) options.onProgress?.(event.loaded / event.total);
      });
      request.addEventListener('error', () => reject(ApiError.unreachable(new Error('upload failed'))));
      request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      request.addEventListener('load', () => {
        const answer = new Response(request.responseText, {
          status: request.status === 204 ? 200 : request.status,
          headers: {
            'Content-Type': request.getResponseHeader('Content-Type') ?? '',
            'Retry-After': request.getResponseHeader('Retry-After') ?? '',
          },
        });
        if (answer.ok) resolve(answer.json() as Promise<T>);
        else toApiError(answer).then(reject, reject);
      });
      options.signal?.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  }

  private async json<T>(method: string, path: string, body: unknown, options: CallOptions): Promise<T> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.raw(method, path, text, options);
    if (response.status === 204) return undefined as T;
    const answer = await response.text();
    return (answer === '' ? undefined : JSON.parse(answer)) as T;
  }
}

/** Speaks for the signed-in user. */
export const userClient = new ApiClient();

/** Speaks for one opened share and for nobody else. */
export class ShareSession extends ApiClient {
  constructor(
    readonly session: string,
    readonly dashboard: string,
    /** Moves, as the token does, when the reader is let in anew. */
    public expiresAt: string,
  ) {
    super(session);
  }
  /** Opens a share by what its reader has. 401: something is asked first (`ApiError.why.ask`). */
  static async open(path: string, body?: object): Promise<ShareSession> {
    const nobody = new ApiClient();
    const answer = await nobody.post<ShareSessionAnswer>(path, body);
    return new ShareSession(answer.session, answer.dashboard, answer.expires_at);
  }
}

/** A path under the API base with its query; empty parameters are left out. */
export function url(path: string, query?: QueryParams): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return base + path + (text ? `?${text}` : '');
}
