/**
 * Internal URLs of a dashboard: the page's current choices, with or without the app around it, packed or readable.
 * A link opens for whoever may open the dashboard; it carries no right.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { slugOf } from '../app/slug';
import { parseSearch, stringifySearch, type Search } from '../app/search';
import type { Dashboard, Id, TimeRange } from '../api/types';

/** What a page shows: chosen values and time range. */
export type LinkState = { variables: Record<string, unknown>; time?: TimeRange };

export type LinkOptions = { embed: boolean; readable: boolean };

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64url(text: string): Uint8Array {
  const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, (char) => char.charCodeAt(0));
}

/** State → the value of `?s=`. */
export function packState(state: LinkState): string {
  return base64url(deflateSync(strToU8(JSON.stringify(state)), { level: 9 }));
}

/** The value of `?s=` → state; null when it is broken or not ours. */
export function unpackState(text: string): LinkState | null {
  try {
    const value: unknown = JSON.parse(strFromU8(inflateSync(fromBase64url(text))));
    if (typeof value !== 'object' || value === null) return null;
    const { variables, time } = value as Partial<LinkState>;
    if (typeof variables !== 'object' || variables === null) return null;
    return { variables, ...(time ? { time } : {}) };
  } catch {
    return null;
  }
}

function timeOf(search: Search): TimeRange | undefined {
  const { last, from, to } = search;
  if (typeof last === 'string') return { last };
  if (typeof from === 'string' && typeof to === 'string') return { from, to };
  return undefined;
}

/** The state an address carries, in either form. */
export function stateOfAddress(query: string): LinkState {
  const search = parseSearch(query);
  const packed = typeof search['s'] === 'string' ? unpackState(search['s']) : null;
  if (packed) return packed;
  const variables: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(search)) {
    if (name.startsWith('v.') && value !== undefined) variables[name.slice(2)] = value;
  }
  const time = timeOf(search);
  return { variables, ...(time ? { time } : {}) };
}

function readable(state: LinkState): Record<string, unknown> {
  const search: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(state.variables)) {
    if (value !== undefined && value !== null) search[`v.${name}`] = value;
  }
  return { ...search, ...state.time };
}

function isEmpty(state: LinkState): boolean {
  return Object.keys(readable(state)).length === 0;
}

/** The URL to hand to people of the house. The workspace stands in it where it is not the dashboard's own. */
export function internalUrl(
  origin: string,
  dashboard: Pick<Dashboard, 'id' | 'title' | 'home_workspace'>,
  workspace: Id,
  state: LinkState,
  options: LinkOptions,
): string {
  const slug = slugOf(dashboard.title);
  const path = `/d/${dashboard.id}${slug ? `/${encodeURIComponent(slug)}` : ''}`;
  const carried = options.readable ? readable(state) : isEmpty(state) ? {} : { s: packState(state) };
  const search = stringifySearch({
    ...(workspace !== dashboard.home_workspace ? { workspace } : {}),
    ...carried,
    ...(options.embed ? { embed: 'true' } : {}),
  });
  return `${origin}${path}${search}`;
}
