/**
 * Problems (application/problem+json) as one error class. It carries what the server said and nothing it did not
 * say; words for the screen come from plainText.ts and problemText.ts.
 */
import type { PointerError, Problem, ProblemCode } from './types';

const byStatus: Record<number, ProblemCode> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  412: 'conflict',
  413: 'too_large',
  422: 'invalid',
  429: 'too_many',
  503: 'unavailable',
  504: 'timeout',
};

/** Why not, which permission is missing, how many things it is about; each only where the server says so. */
export type Why = Pick<Problem, 'reason' | 'permission' | 'count' | 'shares' | 'ask' | 'address' | 'brand'>;

export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: ProblemCode,
    readonly status: number,
    readonly detail: string,
    readonly requestId: string | null = null,
    readonly errors: PointerError[] = [],
    /** Seconds until another try makes sense. */
    readonly retryAfter: number | null = null,
    /** The server's words for why not: for a sentence in the reader's language. */
    readonly why: Why = {},
  ) {
    super(detail);
  }
  /** No answer at all: the network or the server is away. */
  static unreachable(cause: unknown): ApiError {
    const error = new ApiError('unavailable', 0, '');
    error.cause = cause;
    return error;
  }
  /** The message for one field (JSON pointer), if the server named it. */
  at(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer)?.message;
  }
  /** Trying again unchanged may help. */
  get passing(): boolean {
    // What a share may show in a month does not come back in a moment.
    if (this.code === 'too_many') return this.why.reason !== 'cells';
    return this.code === 'unavailable' || this.code === 'timeout';
  }
}

/** May the same question succeed by itself a moment later? A refusal stays a refusal. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof ApiError) || error.passing;
}

/** Reads a problem; an answer that is none (a proxy's page) becomes one by its status. */
export async function toApiError(response: Response): Promise<ApiError> {
  const after = Number(response.headers.get('Retry-After') || Number.NaN);
  const retryAfter = Number.isFinite(after) ? after : null;
  const problem = await readProblem(response);
  return fromProblem(problem ?? {}, response.status, retryAfter);
}

/** A problem as it came, in an answer or in an event of a stream. */
export function fromProblem(
  problem: Partial<Problem>,
  status: number,
  retryAfter: number | null = null,
): ApiError {
  return new ApiError(
    problem.code ?? byStatus[status] ?? 'internal',
    status,
    problem.detail ?? '',
    problem.request_id ?? null,
    problem.errors ?? [],
    retryAfter,
    {
      ...(problem.reason === undefined ? {} : { reason: problem.reason }),
      ...(problem.permission === undefined ? {} : { permission: problem.permission }),
      ...(problem.count === undefined ? {} : { count: problem.count }),
      ...(problem.shares === undefined ? {} : { shares: problem.shares }),
      ...(problem.ask === undefined ? {} : { ask: problem.ask }),
      ...(problem.address === undefined ? {} : { address: problem.address }),
      ...(problem.brand === undefined ? {} : { brand: problem.brand }),
    },
  );
}

async function readProblem(response: Response): Promise<Partial<Problem> | null> {
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) return null;
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? (body as Partial<Problem>) : null;
  } catch {
    return null;
  }
}
