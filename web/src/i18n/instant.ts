/**
 * "Opens" and "ends" of a share: a date and a time in the reader's own zone ⇄ an instant with its offset written out
 * (RFC 3339). Offsets come from the zone's rules at that very instant, so a share that ends in summer is right when made in winter.
 */

/** Minutes the zone is ahead of UTC at an instant. */
export function offsetMinutes(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const number = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? '0');
  const wall = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  );
  return Math.round((wall - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** `2026-12-24` and `18:00` in a zone → `2026-12-24T18:00:00+01:00`; null when date or time is not one. */
export function toInstant(date: string, time: string, zone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !/^\d{2}:\d{2}$/.test(time)) return null;
  const wall = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wall)) return null;
  // The offset depends on the instant and the instant on the offset; the second look is right across a change of clocks.
  const guess = offsetMinutes(zone, new Date(wall));
  const offset = offsetMinutes(zone, new Date(wall - guess * 60_000));
  const sign = offset < 0 ? '-' : '+';
  const size = Math.abs(offset);
  return `${date}T${time}:00${sign}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}

/** An instant → the date and time a clock in the zone shows, to the minute; null when it is none. */
export function wallOf(instant: string, zone: string): { date: string; time: string } | null {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return null;
  const wall = new Date(at.getTime() + offsetMinutes(zone, at) * 60_000).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) };
}

let said: string | null = null;

/** From now on this page is read by this clock; null: by that of the browser. A share says so for its readers. */
export function readIn(zone: string | null): void {
  said = zone;
}

/** The zone this page is read in. */
export function ownZone(): string {
  return said ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** An instant in words, with its zone, short: "24 Dec 2026, 18:00 CET". */
export function instantText(instant: string, locale: string, zone: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  return new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

/** "2 hours ago" in the reader's language; the largest unit that fits. */
export function agoText(instant: string, now: Date, locale: string): string {
  const seconds = Math.round((Date.parse(instant) - now.getTime()) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3600) return format.format(Math.round(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.round(seconds / 3600), 'hour');
  return format.format(Math.round(seconds / 86_400), 'day');
}
