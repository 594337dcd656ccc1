/** Where a time axis has ticks, and how short each can be written: round moments on a zone's clock, none within a bucket. */
import {
  DAY,
  formatClock,
  formatDay,
  formatWall,
  type Grain,
  HOUR,
  MINUTE,
  momentAt,
  utc,
  wallAt,
  yearText,
} from './time';
import { wordsOf } from './words';

/** A tick of a time axis that spans `span` milliseconds: as little as tells the ticks apart. */
export function formatTick(wall: number, span: number, locale: string): string {
  const d = new Date(wall);
  const midnight = wall % DAY === 0;
  if (span <= 3 * DAY) return midnight ? formatDay(wall, locale) : formatClock(wall, span < 5 * MINUTE);
  if (span <= 200 * DAY) return midnight ? formatDay(wall, locale) : formatClock(wall);
  if (d.getUTCMonth() === 0 && d.getUTCDate() === 1) return yearText(wall);
  if (d.getUTCDate() === 1) return wordsOf(locale).months[d.getUTCMonth()] ?? '';
  return formatDay(wall, locale);
}

/**
 * What the ticks of an axis from `first` to `last` are called. The first one and each in another year than the one before
 * say their year; an axis of some hours within one year needs none.
 */
export function tickNames(
  ticks: readonly number[],
  first: number,
  last: number,
  zone: string,
  locale: string,
): string[] {
  const span = last - first;
  const yearAt = (moment: number) => yearText(wallAt(moment, zone));
  const needed = span > 3 * DAY || yearAt(first) !== yearAt(last);
  let before = '';
  return ticks.map((moment) => {
    const wall = wallAt(moment, zone);
    const [short, year] = [formatTick(wall, span, locale), yearText(wall)];
    const said = !needed || year === before || short === year;
    before = year;
    if (said) return short;
    // The name of a month stands for its first day.
    const month = span > 200 * DAY && new Date(wall).getUTCDate() === 1;
    return formatWall(wall, month ? 'month' : wall % DAY === 0 ? 'day' : 'minute', locale);
  });
}

const SECOND = 1000;
/** Steps between ticks, shortest first: milliseconds, or months. */
const STEPS: readonly (readonly ['ms' | 'months', number])[] = [
  ...[1, 5, 15, 30].map((n) => ['ms', n * SECOND] as const),
  ...[1, 5, 15, 30].map((n) => ['ms', n * MINUTE] as const),
  ...[1, 3, 6, 12].map((n) => ['ms', n * HOUR] as const),
  ...[1, 2, 7, 14].map((n) => ['ms', n * DAY] as const),
  ...[1, 2, 3, 6].map((n) => ['months', n] as const),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((n) => ['months', 12 * n] as const),
];
const MONTH = 30 * DAY;

/** No tick lies within a bucket: shortest step between ticks for each grain. */
const SHORTEST: Readonly<Record<Grain, number>> = {
  second: SECOND,
  minute: SECOND,
  hour: HOUR,
  day: DAY,
  week: DAY,
  month: MONTH,
  quarter: 3 * MONTH,
  year: 12 * MONTH,
};

/** Moments at which an axis from `first` to `last` has a tick: round ones on the zone's clock, about `wanted` of them. */
export function ticksOf(first: number, last: number, wanted: number, zone: string, grain: Grain): number[] {
  if (!(last > first)) return [first];
  const atLeast = (last - first) / Math.max(1, wanted);
  const long = (step: readonly ['ms' | 'months', number]) => (step[0] === 'ms' ? step[1] : step[1] * MONTH);
  const step = STEPS.find((s) => long(s) >= atLeast && long(s) >= SHORTEST[grain]) ??
    STEPS[STEPS.length - 1] ?? ['ms', DAY];
  const begin = wallAt(first, zone);
  const [unit, size] = step;
  const ticks: number[] = [];
  const most = wanted * 4 + 4;
  if (unit === 'months') {
    const d = new Date(begin);
    const month = d.getUTCFullYear() * 12 + d.getUTCMonth();
    for (let m = Math.floor(month / size) * size; ticks.length < most; m += size) {
      const at = momentAt(utc(Math.floor(m / 12), ((m % 12) + 12) % 12), zone);
      if (at > last) break;
      if (at >= first) ticks.push(at);
    }
  } else if (size >= DAY) {
    // Steps of several days begin with the first bucket, so that a tick of weeks stands where weeks begin.
    const from = size > DAY && grain === 'week' ? begin : Math.floor(begin / DAY) * DAY;
    for (let wall = from; ticks.length < most; wall += size) {
      const at = momentAt(wall, zone);
      if (at > last) break;
      if (at >= first) ticks.push(at);
    }
  } else {
    // Hours go on while the clock is changed: by moments, beginning at a round one.
    const start = first - (begin - Math.floor(begin / size) * size);
    for (let at = start; at <= last && ticks.length < most; at += size) if (at >= first) ticks.push(at);
  }
  return ticks;
}
