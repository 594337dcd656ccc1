/**
 * Instants, wall clocks and how they are written. Charts compute on *wall time*: milliseconds that, read as UTC, give
 * what a clock in the dashboard's time zone shows. So axes break at local midnight, and the code needs neither Intl
 * nor the machine's own zone. The zone's offset comes from Intl in a browser and from the host function on paper.
 */
import { languageOf, wordsOf } from './words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Minutes east of UTC in that zone at that instant (epoch milliseconds). */
export type OffsetFn = (zone: string, epochMs: number) => number;

declare global {
  // Given by the host that runs the bundle for paper; absent in browsers.
  var __offset: OffsetFn | undefined;
}

const formatters = new Map<string, Intl.DateTimeFormat | null>();

function formatterFor(zone: string): Intl.DateTimeFormat | null {
  const kept = formatters.get(zone);
  if (kept !== undefined) return kept;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    made = null; // An unknown zone is drawn as UTC rather than not at all.
  }
  formatters.set(zone, made);
  return made;
}

/** The zone's offset in minutes; UTC where nobody knows the zone. */
export function offsetMinutes(zone: string, epochMs: number): number {
  if (zone === 'UTC' || zone === '') return 0;
  if (typeof globalThis.__offset === 'function') return globalThis.__offset(zone, epochMs);
  if (typeof Intl === 'undefined') return 0;
  const formatter = formatterFor(zone);
  if (formatter === null) return 0;
  const part: Record<string, number> = {};
  for (const p of formatter.formatToParts(epochMs)) if (p.type !== 'literal') part[p.type] = Number(p.value);
  const wall = Date.UTC(
    part.year ?? 1970,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  return Math.round((wall - epochMs) / MINUTE);
}

const SHAPE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Wall time of a date or timestamp as answers carry it. What bears no zone is already a wall time; what does is an
 * instant and moves to `zone`. Null for what is no date.
 */
export function wallTime(value: unknown, zone: string): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return value + offsetMinutes(zone, value) * MINUTE;
  if (typeof value !== 'string') return null;
  const m = SHAPE.exec(value);
  if (m === null) return null;
  const ms = m[7] === undefined ? 0 : Math.floor(Number(`0.${m[7]}`) * 1000);
  const read = Date.UTC(
    Number(m[1]),
    Number(m[2]) - 1,
    Number(m[3]),
    Number(m[4] ?? 0),
    Number(m[5] ?? 0),
    Number(m[6] ?? 0),
    ms,
  );
  const mark = m[8];
  if (mark === undefined) return read;
  let instant = read;
  if (mark !== 'Z') {
    const sign = mark.startsWith('-') ? -1 : 1;
    const digits = mark.slice(1).replace(':', '');
    instant = read - sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * MINUTE;
  }
  return instant + offsetMinutes(zone, instant) * MINUTE;
}

/**
 * The zone a run of instants is meant in. What is cut to days, weeks or months lies at midnight UTC throughout: those
 * are days of a calendar, and moving them to another clock would show "1 Jan 01:00". All else stays in `zone`.
 */
export function zoneOf(values: readonly unknown[], zone: string): string {
  let seen: unknown;
  let several = false;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    const wall = wallTime(value, 'UTC');
    if (wall === null || wall % DAY !== 0) return zone;
    several ||= seen !== undefined && seen !== value;
    seen = value;
  }
  return several ? 'UTC' : zone;
}

/** How coarse a run of dates is: what its labels have to name. */
export type Grain = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'quarter' | 'year';

/** The coarsest grain that still tells these wall times apart. */
export function grainOf(walls: readonly number[]): Grain {
  let grain: Grain = 'year';
  const coarser: Grain[] = ['second', 'minute', 'hour', 'day', 'month', 'quarter', 'year'];
  const atMost = (g: Grain) => {
    if (coarser.indexOf(g) < coarser.indexOf(grain)) grain = g;
  };
  for (const wall of walls) {
    const d = new Date(wall);
    if (d.getUTCSeconds() !== 0 || wall % 1000 !== 0) atMost('second');
    else if (d.getUTCMinutes() !== 0) atMost('minute');
    else if (d.getUTCHours() !== 0) atMost('hour');
    else if (d.getUTCDate() !== 1) atMost('day');
    else if (d.getUTCMonth() % 3 !== 0) atMost('month');
    else if (d.getUTCMonth() !== 0) atMost('quarter');
  }
  // A single midnight or first of January is a day, not a year, until a second one says otherwise.
  if (walls.length < 2 && (grain === 'year' || grain === 'quarter' || grain === 'month')) return 'day';
  return grain;
}

/** Where the bucket that starts at the last of these wall times ends; null where one alone tells no length. */
export function bucketEnd(walls: readonly number[]): number | null {
  const last = walls[walls.length - 1];
  const before = walls[walls.length - 2];
  if (last === undefined || before === undefined) return null;
  const d = new Date(last);
  switch (grainOf(walls)) {
    case 'year':
      return Date.UTC(d.getUTCFullYear() + 1, 0);
    case 'quarter':
      return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 3);
    case 'month':
      return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1);
    default: {
      // Days, weeks and hours are as long as the shortest step between them: gaps only make steps longer.
      let step = last - before;
      for (let i = 1; i < walls.length; i += 1) {
        const one = (walls[i] ?? 0) - (walls[i - 1] ?? 0);
        if (one > 0) step = Math.min(step, one);
      }
      return last + step;
    }
  }
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** "21 Nov" or "21. Nov." */
export function formatDay(wall: number, locale: string): string {
  const d = new Date(wall);
  const month = wordsOf(locale).months[d.getUTCMonth()] ?? '';
  return languageOf(locale) === 'de' ? `${d.getUTCDate()}. ${month}` : `${d.getUTCDate()} ${month}`;
}

/** "18:05" */
export function formatClock(wall: number, seconds = false): string {
  const d = new Date(wall);
  const base = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
  return seconds ? `${base}:${two(d.getUTCSeconds())}` : base;
}

/** A wall time at a grain: "21 Nov 2026 18:00", "Nov 2026", "Q4 2026", "2026". The year is left out on request. */
export function formatWall(wall: number, grain: Grain, locale: string, withYear = true): string {
  const d = new Date(wall);
  const year = d.getUTCFullYear();
  if (grain === 'year') return String(year);
  const ofYear = withYear ? ` ${year}` : '';
  if (grain === 'quarter') return `Q${Math.floor(d.getUTCMonth() / 3) + 1}${ofYear}`;
  if (grain === 'month') return `${wordsOf(locale).months[d.getUTCMonth()] ?? ''}${ofYear}`;
  const day = withYear ? `${formatDay(wall, locale)} ${year}` : formatDay(wall, locale);
  if (grain === 'day') return day;
  return `${day} ${formatClock(wall, grain === 'second')}`;
}

/** A tick of a time axis that spans `span` milliseconds: as little as tells the ticks apart. */
export function formatTick(wall: number, span: number, locale: string): string {
  const d = new Date(wall);
  const midnight = wall % DAY === 0;
  if (span <= 3 * DAY) return midnight ? formatDay(wall, locale) : formatClock(wall, span < 5 * MINUTE);
  if (span <= 200 * DAY) return midnight ? formatDay(wall, locale) : formatClock(wall);
  if (d.getUTCMonth() === 0 && d.getUTCDate() === 1) return String(d.getUTCFullYear());
  if (d.getUTCDate() === 1) return wordsOf(locale).months[d.getUTCMonth()] ?? '';
  return formatDay(wall, locale);
}
