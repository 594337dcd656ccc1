/**
 * Moments, wall clocks and how they are written. A *moment* is milliseconds since 1970; *wall time* is milliseconds that,
 * read as UTC, give what a clock in a time zone shows at a moment. Things are told apart and placed by their moment (an
 * hour that comes twice is two hours) and only written by their wall time. The zone's offset comes from Intl in a browser
 * and from the host function on paper; nothing here needs the machine's own zone. What a column was cut to is said by the
 * answer and never guessed from its values.
 */
import type { AnswerColumn } from './answer';
import { languageOf, wordsOf } from './words';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
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

/** The zone's offset in minutes, of which old ones are no whole number; UTC where nobody knows the zone. */
export function offsetMinutes(zone: string, epochMs: number): number {
  if (zone === 'UTC' || zone === '') return 0;
  if (typeof globalThis.__offset === 'function') return globalThis.__offset(zone, epochMs);
  if (typeof Intl === 'undefined') return 0;
  const formatter = formatterFor(zone);
  if (formatter === null) return 0;
  const part: Record<string, number> = {};
  for (const p of formatter.formatToParts(epochMs)) if (p.type !== 'literal') part[p.type] = Number(p.value);
  const wall = utc(
    part.year ?? 1970,
    (part.month ?? 1) - 1,
    part.day ?? 1,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  return (wall - Math.floor(epochMs / 1000) * 1000) / MINUTE;
}

const SHAPE =
  /^(\d{4}|[+-]\d{4,6})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** As Date.UTC, which takes the years 0 to 99 for 1900 to 1999. */
export function utc(year: number, month: number, day = 1, hour = 0, minute = 0, second = 0, ms = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, ms);
  return date.getTime();
}

/**
 * The moment of a date or timestamp as answers carry it; a day is its midnight in UTC. What bears no zone is the moment
 * at which a clock in UTC shows it. Null for what is no date.
 */
export function momentOf(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const m = SHAPE.exec(value);
  if (m === null) return null;
  const ms = m[7] === undefined ? 0 : Math.floor(Number(`0.${m[7]}`) * 1000);
  const [hour, minute, second] = [Number(m[4] ?? 0), Number(m[5] ?? 0), Number(m[6] ?? 0)];
  const read = utc(Number(m[1]), Number(m[2]) - 1, Number(m[3]), hour, minute, second, ms);
  const mark = m[8];
  if (mark === undefined || mark === 'Z') return read;
  const sign = mark.startsWith('-') ? -1 : 1;
  const digits = mark.slice(1).replace(':', '');
  return read - sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * MINUTE;
}

function offset(zone: string, moment: number): number {
  return Math.round(offsetMinutes(zone, moment) * MINUTE);
}

/** What a clock in the zone shows at a moment. */
export function wallAt(moment: number, zone: string): number {
  return moment + offset(zone, moment);
}

/** Wall time of a date or timestamp. What bears no zone is already a wall time. Null for what is no date. */
export function wallTime(value: unknown, zone: string): number | null {
  const moment = momentOf(value);
  if (moment === null) return null;
  const marked = typeof value !== 'string' || /(Z|[+-]\d{2}:?\d{2})$/.test(value.slice(10));
  return marked ? wallAt(moment, zone) : moment;
}

/** The first moment at which a clock in the zone shows this, or, where it jumps over it, the moment of the jump. */
export function momentAt(wall: number, zone: string): number {
  const before = wall - offset(zone, wall - 26 * HOUR);
  const after = wall - offset(zone, wall + 26 * HOUR);
  const shown = [before, after].filter((moment) => wallAt(moment, zone) === wall);
  return shown.length > 0 ? Math.min(...shown) : Math.max(before, after);
}

/** The clock a column's values are meant on: days have none. */
export function zoneOf(column: AnswerColumn, zone: string): string {
  return column.type === 'date' ? 'UTC' : (column.zone ?? zone);
}

/** How coarse dates are: what their labels have to name. */
export type Grain = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

const GRAINS: ReadonlySet<string> = new Set(['hour', 'day', 'week', 'month', 'quarter', 'year']);

/** The grain the answer says a column was cut to; undefined for one that was not cut. */
export function grainOf(column: AnswerColumn): Grain | undefined {
  return column.grain !== undefined && GRAINS.has(column.grain) ? (column.grain as Grain) : undefined;
}

/** How a column's dates are written: to its grain, days as days, moments to the minute, or second where one has some. */
export function writtenTo(column: AnswerColumn, values: readonly unknown[]): Grain {
  const grain = grainOf(column);
  if (grain !== undefined) return grain;
  if (column.type === 'date') return 'day';
  return values.some((value) => (momentOf(value) ?? 0) % MINUTE !== 0) ? 'second' : 'minute';
}

/** The moment at which the bucket ends that begins at this one. */
export function bucketEnd(begins: number, grain: Grain, zone: string): number {
  if (grain === 'second' || grain === 'minute' || grain === 'hour')
    return begins + (grain === 'hour' ? HOUR : grain === 'minute' ? MINUTE : 1000);
  const d = new Date(wallAt(begins, zone));
  const [year, month, day] = [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()];
  const next =
    grain === 'day'
      ? utc(year, month, day + 1)
      : grain === 'week'
        ? utc(year, month, day + 7)
        : grain === 'month'
          ? utc(year, month + 1)
          : grain === 'quarter'
            ? utc(year, month + 3)
            : utc(year + 1, 0);
  return momentAt(next, zone);
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** The year on a zone's clock, in four figures at least: the year 99 is not 1999. */
export function yearText(wall: number): string {
  const year = new Date(wall).getUTCFullYear();
  return `${year < 0 ? '\u2212' : ''}${String(Math.abs(year)).padStart(4, '0')}`;
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
  const year = yearText(wall);
  if (grain === 'year') return year;
  const ofYear = withYear ? ` ${year}` : '';
  if (grain === 'quarter') return `Q${Math.floor(d.getUTCMonth() / 3) + 1}${ofYear}`;
  if (grain === 'month') return `${wordsOf(locale).months[d.getUTCMonth()] ?? ''}${ofYear}`;
  const day = withYear ? `${formatDay(wall, locale)} ${year}` : formatDay(wall, locale);
  if (grain === 'day' || grain === 'week') return day;
  return `${day} ${formatClock(wall, grain === 'second')}`;
}

/** Whether the clock shows twice what it shows at this moment: it is put back before or after. */
export function comesTwice(moment: number, zone: string): boolean {
  const own = offset(zone, moment);
  return [-3 * HOUR, 3 * HOUR].some((aside) => {
    const other = offset(zone, moment + aside);
    const twin = moment + own - other;
    return other !== own && offset(zone, twin) === other;
  });
}

function offsetText(zone: string, moment: number): string {
  const minutes = Math.round(offsetMinutes(zone, moment));
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '\u2212' : '+'}${Math.floor(size / 60)}${size % 60 === 0 ? '' : `:${two(size % 60)}`}`;
}

/** A moment on a zone's clock; where the clock shows the same twice, with how far it is from UTC. */
export function formatMoment(
  moment: number,
  grain: Grain,
  zone: string,
  locale: string,
  withYear = true,
): string {
  const text = formatWall(wallAt(moment, zone), grain, locale, withYear);
  const clock = grain === 'hour' || grain === 'minute' || grain === 'second';
  return clock && comesTwice(moment, zone) ? `${text} (${offsetText(zone, moment)})` : text;
}
