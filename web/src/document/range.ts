/** Time ranges: lengths such as `7d` (s, m, h, d, w), their seconds, their words. No clock in here. */
import type { TimeRange } from '../api/types';
import { formatWall, momentOf, wallTime } from '../charts/time';
import { t } from '../i18n/core';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Ranges offered where nobody chose others. */
export const USUAL = ['1h', '24h', '7d', '30d', '90d', '52w'] as const;

/** Seconds of a length; null when it is none. */
export function spanSeconds(text: string): number | null {
  const m = /^(\d{1,7})([smhdw])$/.exec(text);
  const unit = SECONDS[m?.[2] ?? ''];
  const n = Number(m?.[1] ?? 0) * (unit ?? 0);
  return n > 0 ? n : null;
}

/** "Last 7 days": the largest unit people would say, weeks only for a year. */
export function spanText(text: string): string {
  const seconds = spanSeconds(text);
  if (seconds === null) return text;
  if (seconds === 52 * 604_800 || seconds === 365 * 86_400) return t('view.lastYear');
  if (seconds % 86_400 === 0 && seconds > 86_400) return t('view.lastDays', { count: seconds / 86_400 });
  if (seconds % 3600 === 0) return t('view.lastHours', { count: seconds / 3600 });
  if (seconds % 60 === 0) return t('view.lastMinutes', { count: seconds / 60 });
  return t('view.lastSeconds', { count: seconds });
}

/** A range in words; absolute ones on this zone's clock. */
export function rangeText(range: TimeRange | undefined, locale: string, zone: string): string {
  if (range === undefined) return t('view.allTime');
  if ('last' in range) return spanText(range.last);
  const [from, to] = [wallTime(range.from, zone), wallTime(range.to, zone)];
  if (from === null || to === null) return `${range.from ?? ''} – ${range.to ?? ''}`;
  const whole = from % 86_400_000 === 0 && to % 86_400_000 === 0;
  // A range ends before its end: until midnight means the day before is the last one.
  const last = whole ? to - 86_400_000 : to;
  const grain = whole ? 'day' : 'minute';
  const sameYear = new Date(from).getUTCFullYear() === new Date(last).getUTCFullYear();
  if (whole && from === last) return formatWall(from, 'day', locale);
  return `${formatWall(from, grain, locale, !sameYear)} – ${formatWall(last, grain, locale)}`;
}

/** Is this a range the server would take? */
export function isRange(value: unknown): value is TimeRange {
  if (typeof value !== 'object' || value === null) return false;
  if ('last' in value) return typeof value.last === 'string' && spanSeconds(value.last) !== null;
  if (!('from' in value) || !('to' in value)) return false;
  const { from, to } = value;
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  const [a, b] = [momentOf(from), momentOf(to)];
  return a !== null && b !== null && a < b;
}

/** The same range, however it is written (`7d` and `1w` are). */
export function sameRange(a: TimeRange | undefined, b: TimeRange | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if ('last' in a && 'last' in b) return spanSeconds(a.last) === spanSeconds(b.last);
  return !('last' in a) && !('last' in b) && a.from === b.from && a.to === b.to;
}
