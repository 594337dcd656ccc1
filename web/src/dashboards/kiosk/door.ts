/**
 * How a wall gets in, and in again: by itself after a lost network, a restart of the server, a session that ran out; once a
 * minute where it is not let in, because what was paused may be resumed. Never gives up and asks nobody. Draws nothing.
 */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ApiClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { Language } from '../../i18n';

/** One dashboard of a rotation. */
export interface Stop {
  readonly id: string;
  readonly workspace?: string | undefined;
  /** How long it stands, ms. */
  readonly every: number;
}

/** What a door opens. */
export interface Opened {
  readonly api: ApiClient;
  readonly stops: readonly Stop[];
  readonly language?: Language | null | undefined;
}

export type Open = (signal: AbortSignal) => Promise<Opened>;

export type Entry =
  | { readonly at: 'opening' }
  | { readonly at: 'open'; readonly opened: Opened }
  /** Not let in; asked again every minute. */
  | { readonly at: 'closed' }
  /** Somebody has to say who they are. */
  | { readonly at: 'asked' }
  /** The server cannot be reached. */
  | { readonly at: 'unreached'; readonly since: number };

/** Spread, this is about once a minute. */
const MINUTE_OR_SO = 80_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** What closes again this soon after it was opened is not opened at once again. */
const SOON = 10_000;

/** Refusals by the server itself; anything else may pass by itself. */
function refusal(error: unknown): 'closed' | 'asked' | null {
  if (!(error instanceof ApiError)) return null;
  if (error.code === 'unauthenticated') return 'asked';
  return error.code === 'not_found' || error.code === 'forbidden' ? 'closed' : null;
}

/** From half the wait to all of it: walls that lost the server together do not come back together. */
export function spread(wait: number, random: () => number = Math.random): number {
  return wait / 2 + (random() * wait) / 2;
}

export interface Door {
  readonly entry: Entry;
  /** What was open is not any more: tries again. */
  readonly again: () => void;
}

type Step = { readonly entry: Entry; readonly tries: number; readonly round: number };
type Told = { type: 'again'; failed: boolean } | { type: 'told'; entry: Entry };

function reduce(step: Step, told: Told): Step {
  if (told.type === 'told') return { ...step, entry: told.entry };
  return { ...step, tries: told.failed ? step.tries + 1 : 0, round: step.round + 1 };
}

export function useDoor(open: Open): Door {
  const [{ entry, tries, round }, tell] = useReducer(reduce, {
    entry: { at: 'opening' } as Entry,
    tries: 0,
    round: 0,
  });
  const now = useRef(open);
  now.current = open;
  const since = useRef<number | null>(null);
  const openedAt = useRef(0);
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = (wait: number, failed: boolean) => {
      timer = setTimeout(() => tell({ type: 'again', failed }), spread(wait));
    };
    now.current(stop.signal).then(
      (opened) => {
        if (stop.signal.aborted) return;
        since.current = null;
        openedAt.current = Date.now();
        tell({ type: 'told', entry: { at: 'open', opened } });
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const refused = refusal(error);
        if (refused !== null) {
          since.current = null;
          tell({ type: 'told', entry: { at: refused } });
          later(MINUTE_OR_SO, false);
          return;
        }
        since.current ??= Date.now();
        tell({ type: 'told', entry: { at: 'unreached', since: since.current } });
        const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
        later(Math.max(2 * asked, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(tries, 10))), true);
      },
    );
    // The network is back: not only when its turn comes.
    const hurry = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      tell({ type: 'again', failed: false });
    };
    addEventListener('online', hurry);
    return () => {
      stop.abort();
      clearTimeout(timer);
      removeEventListener('online', hurry);
    };
    // A new round is a new try; how many there were is only for how long to wait.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [round]);
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);
  const again = useCallback(() => {
    clearTimeout(waiting.current);
    tell({ type: 'told', entry: { at: 'opening' } });
    const soon = Date.now() - openedAt.current < SOON;
    if (!soon) tell({ type: 'again', failed: false });
    else waiting.current = setTimeout(() => tell({ type: 'again', failed: true }), spread(SOON));
  }, []);
  return { entry, again };
}
