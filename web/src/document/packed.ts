/**
 * A state as one short word for the address (`?s=`): base64url of deflated JSON. Apart from state.ts, because most
 * addresses carry no such word and the code that opens one need not come along.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import { base64url, type DashState, type Unpack } from './state';

/** The most that a packed state may unfold to: a small address must not fill the memory. */
const MOST = 64_000;

/** Reads a packed state; null for what is none. */
export const unpack: Unpack = (text) => {
  try {
    const raw = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(raw, (c) => c.charCodeAt(0));
    const json: unknown = JSON.parse(strFromU8(inflateSync(bytes, { out: new Uint8Array(MOST) })));
    if (typeof json !== 'object' || json === null) return null;
    const variables: unknown = 'variables' in json ? json.variables : {};
    if (typeof variables !== 'object' || variables === null || Array.isArray(variables)) return null;
    return { variables: { ...variables }, time: 'time' in json ? json.time : undefined };
  } catch {
    return null;
  }
};

/** Packs a state for `?s=`. */
export function packState(state: DashState): string {
  const json = JSON.stringify({
    variables: state.variables,
    ...(state.time === undefined ? {} : { time: state.time }),
  });
  return base64url(deflateSync(strToU8(json), { level: 9 }));
}
