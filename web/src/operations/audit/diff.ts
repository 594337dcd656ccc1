/** What an entry tells beside its sentence: what changed from what to what, and what else is noted. Pure. */
import type { JsonValue } from '../../api/types';

export interface Difference {
  /** The way to the value: "terms.expires_at". */
  readonly path: string;
  /** undefined: it was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface Told {
  readonly changes: readonly Difference[];
  readonly notes: readonly { path: string; value: unknown }[];
}

type Values = Record<string, unknown>;
const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The leaves of a value, by the way to each. Lists are leaves. */
function leaves(value: unknown, path: string, into: Map<string, unknown>): void {
  if (!isObject(value) || Object.keys(value).length === 0) {
    if (path !== '') into.set(path, value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) leaves(inner, path === '' ? key : `${path}.${key}`, into);
}

const empty = (value: unknown) =>
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0);

/** Equal as they are told: nothing is nothing, however it is written. */
const equal = (a: unknown, b: unknown) => (empty(a) && empty(b)) || JSON.stringify(a) === JSON.stringify(b);

export function toldBy(details: JsonValue): Told {
  if (!isObject(details)) return { changes: [], notes: empty(details) ? [] : [{ path: '', value: details }] };
  const { before, after, ...rest } = details;
  // A value that is itself what changed has no name of its own.
  const name = (value: unknown) => (isObject(value) ? '' : 'value');
  const [old, fresh] = [new Map<string, unknown>(), new Map<string, unknown>()];
  leaves(before, name(before), old);
  leaves(after, name(after), fresh);
  const changes = [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((path) => !equal(old.get(path), fresh.get(path)))
    .map((path) => ({ path, before: old.get(path), after: fresh.get(path) }));
  const notes = new Map<string, unknown>();
  leaves(rest, '', notes);
  return {
    changes,
    notes: [...notes].filter(([, value]) => !empty(value)).map(([path, value]) => ({ path, value })),
  };
}
