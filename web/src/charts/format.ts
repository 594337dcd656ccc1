/**
 * Numbers, durations and cells as people read them. Without Intl, so that a browser and the bundle for paper write the
 * very same characters. Not for machine output: exports write raw values on the server.
 */
import { type AnswerColumn, isNumeric, isTemporal, toNumber } from './answer';
import { cleaned, decimalsFor, ownDecimals, seenDecimals } from './decimals';
import { isExactText, roundText } from './exact';
import { formatMoment, formatWall, type Grain, momentOf, wallAt, wallTime, writtenTo, zoneOf } from './time';
import { separatorsOf, wordsOf } from './words';

const NBSP = '\u00a0';
const MINUS = '\u2212';

/** How a number is written. `decimals` absent = as many as help. */
export interface NumberFormat {
  /** The decimals were found, not wished: then a number that is not nought is never written as nought. */
  readonly found?: boolean | undefined;
  readonly format?: 'number' | 'percent' | 'compact' | 'duration' | 'plain' | undefined;
  readonly decimals?: number | undefined;
  readonly unit?: string | undefined;
}

function grouped(digits: string, group: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, group);
}

/** Writes digits of a plain decimal string such as "-1234.50" the local way. */
export function localDigits(plain: string, locale: string, between = true): string {
  const { group, point } = separatorsOf(locale);
  const negative = plain.startsWith('-');
  const [whole = '0', fraction] = (negative ? plain.slice(1) : plain).split('.');
  const zero = /^0*$/.test(whole) && (fraction === undefined || /^0*$/.test(fraction));
  return `${negative && !zero ? MINUS : ''}${between ? grouped(whole, group) : whole}${fraction === undefined ? '' : point + fraction}`;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** "1.5 × 10²⁴": to three figures, or to the last one. */
export function formatPower(value: number, locale: string, exact = false): string {
  const text = exact
    ? (Math.abs(value) < 1 ? cleaned(value) : value).toExponential()
    : value.toExponential(2);
  const [figures = '', power = ''] = text.split('e');
  const short = figures.includes('.') ? figures.replace(/\.?0+$/, '') : figures;
  const raised = power
    .replace('+', '')
    .replace('-', '⁻')
    .replace(/\d/g, (d) => RAISED.charAt(Number(d)));
  return `${localDigits(short, locale)}${NBSP}×${NBSP}10${raised}`;
}

/** Has this number no figures of its own to the last place, or too many noughts? Written out they would be made up. */
export function needsPower(value: number): boolean {
  const abs = Math.abs(value);
  return (abs >= 1e15 && !Number.isSafeInteger(value)) || (abs > 0 && abs < 1e-9);
}

/** A bare number, without unit. */
export function formatNumber(
  value: number,
  locale: string,
  decimals = decimalsFor([value]),
  between = true,
): string {
  if (needsPower(value)) return formatPower(value, locale);
  return localDigits(value.toFixed(Math.min(20, Math.max(0, decimals))), locale, between);
}

/** "1.2 M": at most three figures and the word for the thousands. */
export function formatCompact(value: number, locale: string): string {
  const abs = Math.abs(value);
  if (abs < 10_000) return formatNumber(value, locale);
  if (abs >= 999.5e12) return formatPower(value, locale);
  let power = 0;
  let scaled = abs;
  while (scaled >= 999.5 && power < 4) {
    scaled /= 1000;
    power += 1;
  }
  const decimals = scaled >= 99.95 || Math.abs(scaled - Math.round(scaled)) < 0.05 ? 0 : 1;
  const word = wordsOf(locale).compact[power - 1] ?? '';
  return `${formatNumber(value < 0 ? -scaled : scaled, locale, decimals)}${NBSP}${word}`;
}

/** Seconds as "2 d 4 h", "3 min 20 s", "450 ms": the two largest parts, or `exact`, all of them to the last figure. */
export function formatDuration(seconds: number, locale: string, exact = false): string {
  const sign = seconds < 0 ? MINUS : '';
  const s = Math.abs(seconds);
  const few = (value: number, decimals: number) =>
    formatNumber(value, locale, exact ? ownDecimals(value) : decimals);
  if (s < 1) return `${sign}${few(exact ? cleaned(s * 1000) : Math.round(s * 1000), 0)}${NBSP}ms`;
  if (s < 60) return `${sign}${few(s, Number.isInteger(s) ? 0 : 1)}${NBSP}s`;
  const whole = exact ? Math.floor(s) : Math.round(s);
  const rest = exact ? Number((s - whole).toFixed(Math.min(20, ownDecimals(s)))) : 0;
  const parts: [number, string][] = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor((whole % 86_400) / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'min'],
    [(whole % 60) + rest, 's'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  const shown = parts.slice(first, exact ? parts.length : first + 2).filter(([n]) => n > 0);
  return sign + shown.map(([n, unit]) => `${few(n, 0)}${NBSP}${unit}`).join(' ');
}

const PREFIX = new Set(['$', '£', '¥']);

/** Puts a unit where the locale wants it. */
export function withUnit(text: string, unit: string | undefined, locale: string): string {
  if (unit === undefined || unit === '') return text;
  if (PREFIX.has(unit) && separatorsOf(locale).point === '.') {
    return text.startsWith(MINUS) ? MINUS + unit + text.slice(1) : unit + text;
  }
  return unit === '°' ? text + unit : text + NBSP + unit;
}

/** A number with everything: format, decimals, unit. `percent` takes a share of one (0.784 → 78.4 %). */
export function formatValue(value: number, f: NumberFormat, locale: string): string {
  if (f.format === 'duration') return formatDuration(value, locale);
  if (f.format === 'percent') {
    const hundred = value * 100;
    const few = hundred === 0 || hundred === 100 ? 0 : seenDecimals(hundred, 1);
    return withUnit(formatNumber(hundred, locale, f.decimals ?? few), '%', locale);
  }
  const decimals =
    f.found === true && f.decimals !== undefined ? seenDecimals(value, f.decimals) : f.decimals;
  const text =
    f.format === 'compact'
      ? formatCompact(value, locale)
      : formatNumber(value, locale, decimals, f.format !== 'plain');
  return withUnit(text, f.unit, locale);
}

const ISO_DURATION = /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** Seconds of a duration cell: a number of seconds or an ISO 8601 duration. */
export function durationSeconds(value: unknown): number | null {
  if (typeof value === 'string') {
    const m = ISO_DURATION.exec(value);
    if (m !== null) {
      const s =
        Number(m[2] ?? 0) * 86_400 + Number(m[3] ?? 0) * 3600 + Number(m[4] ?? 0) * 60 + Number(m[5] ?? 0);
      return m[1] === undefined ? s : -s;
    }
  }
  return toNumber(value);
}

// Whole numbers under such a name count nothing: they tell one thing from another.
const NAMES = /(^|_)(id|nr|no|number|code|zip|plz|postcode|year|jahr)$/i;

/** Do these whole numbers name things instead of counting them? */
export function isName(column: AnswerColumn): boolean {
  return column.type === 'int' && column.unit === undefined && NAMES.test(column.name);
}

/** What a whole column has in common, found once: its decimals, and how its dates are written and on which clock. */
export interface ColumnFormat extends NumberFormat {
  /** Decimals of exact numbers (they travel as text): all are written with as many, so that they stand point below point. */
  readonly places: number;
  readonly column: AnswerColumn;
  /** Were the decimals wished for, or do they only help? */
  readonly fixed: boolean;
  readonly grain: Grain;
  readonly zone: string;
}

/** Prepares a column's format from its values. */
export function columnFormat(
  column: AnswerColumn,
  values: readonly unknown[],
  at: string,
  wish: NumberFormat = {},
): ColumnFormat {
  const temporal = isTemporal(column);
  const format = wish.format ?? (isName(column) ? 'plain' : undefined);
  return {
    column,
    zone: zoneOf(column, at),
    format,
    unit: wish.unit,
    ...foundDecimals(wish, isNumeric(column) && (format === undefined || format === 'plain'), () =>
      values.map(toNumber),
    ),
    places: isNumeric(column) ? longestFraction(values) : 0,
    fixed: wish.decimals !== undefined,
    grain: temporal ? writtenTo(column, values) : 'day',
  };
}

/** The decimals that are wished for, else those that suit the values. */
export function foundDecimals(
  wish: NumberFormat,
  looks: boolean,
  values: () => readonly (number | null)[],
): Pick<NumberFormat, 'decimals' | 'found'> {
  if (wish.decimals !== undefined) return { decimals: wish.decimals };
  return looks ? { decimals: decimalsFor(values()), found: true } : {};
}

const EXACT = /^-?\d+(?:\.(\d+))?$/;

/** Noughts are added up to here; a number with more decimals keeps them, and stands alone. */
const MOST_PLACES = 10;

function longestFraction(values: readonly unknown[]): number {
  let most = 0;
  for (const value of values) {
    const length = typeof value === 'string' ? (EXACT.exec(value)?.[1]?.length ?? 0) : 0;
    if (length <= MOST_PLACES) most = Math.max(most, length);
  }
  return most;
}

/** An exact number with at least so many decimals. */
function padded(exact: string, places: number): string {
  if (places === 0) return exact;
  const [whole = '', fraction = ''] = exact.split('.');
  return `${whole}.${fraction.padEnd(places, '0')}`;
}

/** One cell as text. */
export function formatCell(value: unknown, f: ColumnFormat, locale: string): string {
  const words = wordsOf(locale);
  const type = f.column.type;
  // In a column of texts a dash may be one of them.
  if (value === null || value === undefined) return type === 'string' ? words.nothing : words.none;
  if (value === '') return type === 'string' ? words.empty_text : words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (type === 'duration') {
    const seconds = durationSeconds(value);
    return seconds === null ? String(value) : formatDuration(seconds, locale);
  }
  if (isTemporal(f.column)) {
    const moment = momentOf(value);
    if (moment === null) return String(value);
    const wall = wallTime(value, f.zone);
    // What bears no zone is already what a clock shows.
    return wall === null || wall === wallAt(moment, f.zone)
      ? formatMoment(moment, f.grain, f.zone, locale)
      : formatWall(wall, f.grain, locale);
  }
  if (isNumeric(f.column)) {
    // Long integers and decimals are text so that no figure is lost: then only the separators are added.
    const plain = f.format === 'plain';
    if (isExactText(value) && (f.format === undefined || f.format === 'number' || plain)) {
      const text =
        f.fixed && f.decimals !== undefined ? roundText(value, f.decimals) : padded(value, f.places);
      return withUnit(localDigits(text, locale, !plain), f.unit, locale);
    }
    const n = toNumber(value);
    return n === null ? String(value) : formatValue(n, f, locale);
  }
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
