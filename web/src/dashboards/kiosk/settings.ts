/** What an address says about a wall: `kiosk=true&every=30s&rotate=ID,ID`. What cannot be read is passed over. Pure. */

export interface KioskSettings {
  /** How long each dashboard stands, ms; null: as long as its link says. */
  readonly every: number | null;
  /** The dashboards that take turns, beside the one of the address. */
  readonly rotate: readonly string[];
}

/** How long a dashboard stands when nobody says, ms. */
export const EVERY = 30_000;
const LEAST = 5_000;
const MOST = 86_400_000;
/** As many as a screen link may have. */
const MOST_STOPS = 20;
const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** "30s", "5m", "1h", or a bare number of seconds; no faster than can be looked at. */
export function readEvery(text: string | null): number | null {
  const found = /^(\d{1,6})([smh]?)$/.exec(text?.trim() ?? '');
  if (found === null) return null;
  const ms = Number(found[1]) * (UNITS[found[2] || 's'] ?? 1000);
  return ms === 0 ? null : Math.min(MOST, Math.max(LEAST, ms));
}

export function kioskSettings(search: string): KioskSettings {
  const params = new URLSearchParams(search);
  const ids = params
    .getAll('rotate')
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => /^\w{1,64}$/.test(one));
  return { every: readEvery(params.get('every')), rotate: [...new Set(ids)].slice(0, MOST_STOPS) };
}

/** The same address for somebody at a desk. */
export function withoutKiosk(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of ['kiosk', 'every', 'rotate']) params.delete(name);
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
