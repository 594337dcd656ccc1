/**
 * The live stream of a dashboard: opens it by fetch (so that a share's bearer token can go along), tells what arrives,
 * and opens it again when it breaks: with Last-Event-ID, later and later, at once when the network is back. A stream that
 * is silent counts as broken: within 20 s, and at once when the page wakes up. Ends for good when the server says so.
 * Draws nothing.
 */
import { ApiError } from '../../api/problem';
import type { Answer, Problem } from '../../api/types';
import { StreamReader } from './sse';

/** What `GET /dashboards/{id}/live` sends; the API description knows no event streams, only what they carry. */
export type LiveEvent =
  | { event: 'hello'; data: { widgets: string[]; resumed: boolean; now?: string } }
  | { event: 'answer'; data: { widget: string; answer: Answer } }
  | { event: 'failed'; data: { widget: string; problem: Problem } }
  | { event: 'changed'; data: { what: 'document' | 'rights' } }
  | { event: 'ended'; data: { reason: string } };

export type LiveState = 'connecting' | 'live' | 'reconnecting';

export interface LiveHandlers {
  readonly onEvent: (event: LiveEvent) => void;
  /** `heard`: when the server was last heard of, epoch milliseconds; null before the first time. */
  readonly onState: (state: LiveState, heard: number | null) => void;
  /** The stream is over and will not be opened again; the error, when the server refused it. */
  readonly onRefused: (error: ApiError) => void;
}

/** What the stream stands on; replaced in tests. */
export interface LiveTools {
  /** Opens the stream; throws ApiError for a refusal. */
  readonly open: (
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<ReadableStream<Uint8Array>>;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Whether a stream that the server ended for this reason may be opened again: who reads has another session by now. */
  readonly goesOn?: ((reason: string) => boolean) | undefined;
  /** From 0 to 1, spreads the returning crowd after a restart. */
  readonly random?: () => number;
  /** Silence after which a stream counts as broken; the server speaks every 8 s. */
  readonly silence?: number;
  readonly now?: () => number;
  /** Calls when the page comes back from sleep, from the back of the browser or from being without network. */
  readonly onWake?: (woken: () => void) => () => void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const SILENCE = 18_000;
/** After a sleep the timers have slept, too: silence as long as this is a break then. */
const SILENCE_AWAKE = 10_000;

function whenAwake(woken: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') woken();
  };
  document.addEventListener('visibilitychange', seen);
  addEventListener('pageshow', woken);
  addEventListener('online', woken);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('pageshow', woken);
    removeEventListener('online', woken);
  };
}

/** Refusals that trying again does not heal. */
function isFinal(error: unknown): error is ApiError {
  return (
    error instanceof ApiError && ['unauthenticated', 'forbidden', 'not_found', 'invalid'].includes(error.code)
  );
}

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

function parse(event: string, data: string): LiveEvent | null {
  if (!['hello', 'answer', 'failed', 'changed', 'ended'].includes(event)) return null;
  try {
    return { event, data: JSON.parse(data) } as LiveEvent;
  } catch {
    return null;
  }
}

/** Opens the stream and keeps it open until the returned function is called. */
export function openLive(tools: LiveTools, handlers: LiveHandlers): () => void {
  const stop = new AbortController();
  const wait = tools.wait ?? waitFor;
  const random = tools.random ?? Math.random;
  let lastId: string | null = null;
  let failures = 0;
  const now = tools.now ?? Date.now;
  let heardAt: number | null = null;
  /** Gives the open connection up, if there is one. */
  let giveUp: (() => void) | null = null;
  let hurry = new AbortController();

  const forgetWaking = (tools.onWake ?? whenAwake)(() => {
    if (giveUp !== null && heardAt !== null && now() - heardAt > SILENCE_AWAKE) {
      handlers.onState('reconnecting', heardAt);
      failures = 0;
      hurry.abort();
      giveUp();
    } else if (giveUp === null) hurry.abort();
  });
  stop.signal.addEventListener('abort', forgetWaking);

  // One connection, until it breaks; true when the server said that all is over.
  const connect = async (): Promise<boolean> => {
    const broken = new AbortController();
    const give = () => broken.abort();
    giveUp = give;
    stop.signal.addEventListener('abort', give);
    let watch: ReturnType<typeof setTimeout> | undefined;
    const listen = () => {
      clearTimeout(watch);
      watch = setTimeout(give, tools.silence ?? SILENCE);
    };
    const heard = () => {
      heardAt = now();
      listen();
    };
    try {
      listen();
      const stream = await tools.open(lastId === null ? {} : { 'Last-Event-ID': lastId }, broken.signal);
      const source = stream.getReader();
      broken.signal.addEventListener('abort', () => void source.cancel().catch(() => undefined));
      const decoder = new TextDecoder();
      const reader = new StreamReader();
      reader.lastId = lastId;
      for (;;) {
        const { done, value } = await source.read();
        if (done || broken.signal.aborted) return false;
        heard();
        for (const raw of reader.push(decoder.decode(value, { stream: true }))) {
          const event = parse(raw.event, raw.data);
          if (event === null) continue;
          if (event.event === 'hello') {
            failures = 0;
            handlers.onState('live', heardAt);
          }
          if (event.event === 'ended' && tools.goesOn?.(event.data.reason) === true) return false;
          handlers.onEvent(event);
          if (event.event === 'ended') return true;
          if (stop.signal.aborted) return true;
        }
        lastId = reader.lastId;
      }
    } finally {
      giveUp = null;
      clearTimeout(watch);
      stop.signal.removeEventListener('abort', give);
    }
  };

  const run = async () => {
    handlers.onState('connecting', null);
    while (!stop.signal.aborted) {
      try {
        if (await connect()) return;
      } catch (error) {
        if (stop.signal.aborted) return;
        if (isFinal(error)) {
          handlers.onRefused(error);
          return;
        }
      }
      if (stop.signal.aborted) return;
      handlers.onState('reconnecting', heardAt);
      const most = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
      failures += 1;
      if (!hurry.signal.aborted) {
        const end = () => hurry.abort();
        stop.signal.addEventListener('abort', end);
        await wait(most / 2 + (random() * most) / 2, hurry.signal);
        stop.signal.removeEventListener('abort', end);
      }
      hurry = new AbortController();
    }
  };
  void run();
  return () => stop.abort();
}
