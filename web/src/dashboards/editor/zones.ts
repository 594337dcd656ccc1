/**
 * The zones a dashboard's clock can have, each with the names people look for: city, the zone's own name in their language,
 * how far it is from UTC. Which zones are valid, the server decides; this only offers.
 */
import { offsetMinutes } from '../../i18n/instant';

export type Zone = {
  /** IANA name. */
  id: string;
  /** "New York" */
  city: string;
  /** "America", or "America/Indiana"; empty for UTC. */
  region: string;
  /** "Central European Time" */
  name: string;
  /** At this moment: "UTC+01:00" */
  offset: string;
  /** All words it is found by, folded. */
  words: string;
};

/** Without case and accents: "Zürich" is found by "zurich", "São Paulo" by "sao". */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[/_]/g, ' ');
}

export function offsetText(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const size = Math.abs(minutes);
  return minutes === 0
    ? 'UTC'
    : `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function nameIn(zone: string, locale: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    timeZoneName: 'longGeneric',
  }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** One zone; null where this browser does not know it. */
export function zoneNamed(id: string, locale: string, at: Date): Zone | null {
  try {
    const cut = id.lastIndexOf('/');
    const city = id.slice(cut + 1).replaceAll('_', ' ');
    const region = cut < 0 ? '' : id.slice(0, cut).replaceAll('_', ' ');
    const offset = offsetText(offsetMinutes(id, at));
    const name = nameIn(id, locale, at);
    return { id, city, region, name, offset, words: folded(`${id} ${name} ${offset.replace('−', '-')}`) };
  } catch {
    return null;
  }
}

/** All zones of this browser by city, without UTC, which is offered apart. */
export function allZones(locale: string, at: Date): Zone[] {
  return Intl.supportedValuesOf('timeZone')
    .filter((id) => id !== 'UTC')
    .flatMap((id) => zoneNamed(id, locale, at) ?? [])
    .sort((a, b) => a.city.localeCompare(b.city, locale));
}

/** Those that hold every word; where it is in the name of the city, they come first. */
export function foundZones(zones: readonly Zone[], typed: string): Zone[] {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const hits = zones.filter((zone) => words.every((word) => zone.words.includes(word)));
  const first = words[0] ?? '';
  const early = (zone: Zone) => folded(zone.city).startsWith(first);
  return [...hits.filter(early), ...hits.filter((zone) => !early(zone))];
}
