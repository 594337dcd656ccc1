/**
 * One question to the server as state: asked when its key changes, the answer before kept on screen meanwhile, tried
 * again where trying helps. Deliberately little: reader pages do without the app's query cache, and this is what they
 * need of it.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { mayPass } from '../../api/problem';

export interface Asked<T> {
  /** The newest answer; of the key before while the new one is on its way. */
  readonly data: T | undefined;
  readonly error: unknown;
  readonly loading: boolean;
  /** Asks again, whatever is known. */
  readonly again: () => void;
}

type Held<T> = { data: T | undefined; error: unknown; loading: boolean };

/** Waits between tries, ms; as many tries as there are waits, and one. */
const WAITS = [800, 2000];

async function persistently<T>(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await ask(signal);
    } catch (error) {
      const wait = WAITS[failures];
      if (signal.aborted || wait === undefined || !mayPass(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Answers that may serve again for a while, newest last. */
const kept = new Map<string, { at: number; data: unknown }>();
const MOST = 100;

function keep(key: string, data: unknown): void {
  kept.delete(key);
  kept.set(key, { at: Date.now(), data });
  const oldest = kept.keys().next();
  if (kept.size > MOST && oldest.done !== true) kept.delete(oldest.value);
}

/** No kept answer serves again: what may be asked has changed. */
export function forgetAsked(): void {
  kept.clear();
}

/**
 * `key` null: nothing is asked. Equal keys must mean equal questions; for `fresh` ms an answer serves all who ask the
 * same.
 */
export function useAsked<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<T>,
  fresh = 0,
): Asked<T> {
  const [held, setHeld] = useState<Held<T>>({ data: undefined, error: null, loading: key !== null });
  const [round, setRound] = useState(0);
  const now = useRef(ask);
  now.current = ask;
  useEffect(() => {
    if (key === null) {
      setHeld({ data: undefined, error: null, loading: false });
      return undefined;
    }
    const known = kept.get(key);
    if (round === 0 && known !== undefined && Date.now() - known.at < fresh) {
      setHeld({ data: known.data as T, error: null, loading: false });
      return undefined;
    }
    const stop = new AbortController();
    setHeld((before) => ({ ...before, error: null, loading: true }));
    persistently((signal) => now.current(signal), stop.signal).then(
      (data) => {
        if (stop.signal.aborted) return;
        if (fresh > 0) keep(key, data);
        setHeld({ data, error: null, loading: false });
      },
      (error: unknown) => {
        if (!stop.signal.aborted) setHeld((before) => ({ ...before, error, loading: false }));
      },
    );
    return () => stop.abort();
  }, [key, round, fresh]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { ...held, again };
}
