/**
 * Values that the server does not take (any more): the address names them, but they left the data, or their place in it
 * changed with another choice. They are left out, so that the dashboard shows what it can, and named, so that nobody takes
 * it for their choice. Decides nothing: the server did.
 */
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../../api/problem';
import type { DashState } from '../../document/state';
import type { AllData } from './useData';

/** By variable the value that was refused, as JSON. */
type Refused = ReadonlyMap<string, string>;

const POINTER = /^\/variables\/([^/]+)/;

/** The variables whose values an answer was refused for. */
function blamed(error: unknown): string[] {
  if (!(error instanceof ApiError) || error.code !== 'invalid') return [];
  return error.errors.flatMap(({ pointer }) => POINTER.exec(pointer)?.[1] ?? []);
}

function isRefused(refused: Refused, name: string, value: unknown): boolean {
  return refused.get(name) === JSON.stringify(value);
}

/** The state without what was refused, and the names of what that is. */
export function useRefused(state: DashState): {
  readonly asked: DashState;
  readonly names: readonly string[];
  /** Looks through the answers to what was asked. */
  readonly note: (data: AllData) => void;
} {
  const [refused, setRefused] = useState<Refused>(new Map());
  const names = useMemo(
    () => Object.keys(state.variables).filter((name) => isRefused(refused, name, state.variables[name])),
    [state, refused],
  );
  const asked = useMemo(() => {
    if (names.length === 0) return state;
    const kept = Object.entries(state.variables).filter(([name]) => !names.includes(name));
    return { ...state, variables: Object.fromEntries(kept) };
  }, [state, names]);
  const note = (data: AllData) => {
    const found = new Set([...data.values()].flatMap((one) => blamed(one.error)));
    const fresh = [...found].filter((name) => asked.variables[name] !== undefined);
    if (fresh.length === 0) return;
    setRefused((before) => {
      const next = new Map(before);
      for (const name of fresh) next.set(name, JSON.stringify(asked.variables[name]));
      return next;
    });
  };
  return { asked, names, note };
}

/** Notes refusals as they come. */
export function useNoted(note: (data: AllData) => void, data: AllData): void {
  useEffect(() => {
    note(data);
    // Only new answers can refuse anything.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [data]);
}
