/**
 * What a reader has chosen, and how it stands in the address: readable (`v.NAME=VALUE&from=&to=` or `last=`) or packed
 * (`s=`, base64url of deflated JSON). Only what differs from the document's defaults is written. Wrong or foreign parts
 * are left out one by one and named, so that a page can say so; nothing here throws.
 */
import type { DashboardDocument, TimeRange, Variable } from '../api/types';
import { compareNumbers, exactNumber } from '../charts/exact';
import { isRange, sameRange } from './range';

export interface DashState {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly time: TimeRange | undefined;
}

/** Something in the address that was not taken over. */
export type StateNote =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'time' }
  | { readonly kind: 'packed' };

export interface ReadState {
  readonly state: DashState;
  readonly notes: readonly StateNote[];
}

/** What the document says when nobody chose anything. */
export function defaultState(document: DashboardDocument): DashState {
  const variables: Record<string, unknown> = {};
  for (const v of document.variables ?? []) if (v.default !== undefined) variables[v.name] = v.default;
  return { variables, time: document.time?.default ?? undefined };
}

/** What a state says that another one does not. */
export function differing(state: DashState, from: DashState): DashState {
  const variables = Object.entries(state.variables).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(from.variables[name]),
  );
  return {
    variables: Object.fromEntries(variables),
    time: sameRange(state.time, from.time) ? undefined : state.time,
  };
}

/** Reads one value by its variable's type; undefined when it cannot be one. */
function readOne(variable: Variable, raw: unknown): string | number | boolean | undefined {
  const type: string = variable.type;
  let value: string | number | boolean | undefined;
  if (type === 'number') {
    // An id of nineteen figures stays text: as a number it would be another one.
    const n = typeof raw === 'string' ? exactNumber(raw) : raw;
    value = typeof n === 'string' || (typeof n === 'number' && Number.isFinite(n)) ? n : undefined;
  } else if (type === 'bool') {
    value = raw === true || raw === 'true' ? true : raw === false || raw === 'false' ? false : undefined;
  } else if (type === 'date') {
    value =
      typeof raw === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(raw) && !Number.isNaN(Date.parse(raw))
        ? raw
        : undefined;
  } else {
    value = typeof raw === 'string' && raw.length <= 1000 ? raw : undefined;
  }
  if (value === undefined) return undefined;
  const { domain } = variable;
  if (domain !== undefined && 'values' in domain && !domain.values.includes(value)) return undefined;
  if (domain !== undefined && 'range' in domain) {
    const { min, max } = domain.range;
    const order = (a: unknown, b: unknown) =>
      type === 'number' ? compareNumbers(a, b) : String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
    if (min !== undefined && order(value, min) < 0) return undefined;
    if (max !== undefined && order(value, max) > 0) return undefined;
  }
  return value;
}

/** Reads a variable's value or values. */
export function readValue(variable: Variable, raw: unknown): unknown {
  if (variable.many !== true) return Array.isArray(raw) ? undefined : readOne(variable, raw);
  const list: unknown[] = Array.isArray(raw) ? raw : [raw];
  const values = list.map((one) => readOne(variable, one)).filter((one) => one !== undefined);
  return values.length === list.length ? values : undefined;
}

/** Bytes as letters that may stand in an address. */
export function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** Text as base64url, for what travels in an address without being read by people. */
export function encoded(text: string): string {
  return base64url(new TextEncoder().encode(text));
}

/** Opens what stands behind `?s=`; see packed.ts, which is loaded only where an address has one. */
export type Unpack = (text: string) => { variables: Record<string, unknown>; time: unknown } | null;

/** The state an address carries, over the document's defaults. */
export function readState(search: string, document: DashboardDocument, unpack?: Unpack): ReadState {
  const params = new URLSearchParams(search);
  const notes: StateNote[] = [];
  const given = new Map<string, unknown>();
  let time: unknown;
  const packed = params.get('s');
  if (packed !== null) {
    const open = unpack?.(packed) ?? null;
    if (open === null) notes.push({ kind: 'packed' });
    else {
      for (const [name, value] of Object.entries(open.variables)) given.set(name, value);
      time = open.time;
    }
  }
  for (const name of new Set(params.keys())) {
    if (!name.startsWith('v.')) continue;
    const all = params.getAll(name);
    given.set(name.slice(2), all.length === 1 ? all[0] : all);
  }
  const [last, from, to] = [params.get('last'), params.get('from'), params.get('to')];
  if (last !== null) time = { last };
  else if (from !== null || to !== null) time = { from, to };

  const start = defaultState(document);
  const variables: Record<string, unknown> = { ...start.variables };
  for (const [name, raw] of given) {
    const variable = document.variables?.find((v) => v.name === name);
    const value = variable === undefined ? undefined : readValue(variable, raw);
    if (value === undefined) notes.push({ kind: 'variable', name });
    else variables[name] = value;
  }
  if (time !== undefined && !isRange(time)) {
    notes.push({ kind: 'time' });
    time = undefined;
  }
  return { state: { variables, time: (time as TimeRange | undefined) ?? start.time }, notes };
}

/** Parameters that the state owns in an address; all others belong to the page and stay. */
function isOurs(name: string): boolean {
  return name === 's' || name === 'from' || name === 'to' || name === 'last' || name.startsWith('v.');
}

/** The query part of the address for a state, keeping the parameters that are not the state's. */
export function writeState(search: string, state: DashState, document: DashboardDocument): string {
  const params = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search)) if (!isOurs(name)) params.append(name, value);
  const start = defaultState(document);
  for (const { name } of document.variables ?? []) {
    const value = state.variables[name];
    if (value === undefined || JSON.stringify(value) === JSON.stringify(start.variables[name])) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(`v.${name}`, String(one));
  }
  if (state.time !== undefined && !sameRange(state.time, start.time)) {
    if ('last' in state.time) params.set('last', state.time.last);
    else {
      if (state.time.from) params.set('from', state.time.from);
      if (state.time.to) params.set('to', state.time.to);
    }
  }
  // Colons and commas are harmless in a query and much easier to read.
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
