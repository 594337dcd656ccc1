/** The clock of a dashboard as its text says it, and the text with another one. Only these two members are read or written. */
import type { WeekStart } from '../../api/types';
import { withMember } from './jsonEdit';
import { parseDocument } from './useCheck';

export type Clock = {
  /** IANA name, or `viewer`; UTC where the text says nothing. */
  zone: string;
  weekStarts: WeekStart;
};

export const weekdays: readonly WeekStart[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

function isWeekday(value: unknown): value is WeekStart {
  return weekdays.some((day) => day === value);
}

/** Null where the text cannot be read, or says something about its time that is none: then words must be mended first. */
export function clockOf(text: string): Clock | null {
  const document = parseDocument(text);
  if (document === null) return null;
  const time: unknown = document.time ?? {};
  if (typeof time !== 'object' || time === null || Array.isArray(time)) return null;
  const { zone, week_starts: week } = time as Record<string, unknown>;
  return {
    zone: typeof zone === 'string' && zone !== '' ? zone : 'UTC',
    weekStarts: isWeekday(week) ? week : 'monday',
  };
}

/** The text with this clock. What is as before is not written; the text itself where it cannot be changed. */
export function withClock(text: string, clock: Clock): string {
  const before = clockOf(text);
  if (before === null) return text;
  let next = text;
  if (clock.zone !== before.zone) next = withMember(next, ['time', 'zone'], clock.zone) ?? next;
  if (clock.weekStarts !== before.weekStarts)
    next = withMember(next, ['time', 'week_starts'], clock.weekStarts) ?? next;
  return next;
}

/** The name of a weekday in a language. */
export function weekdayName(day: WeekStart, locale: string): string {
  // 1 January 2024 was a Monday.
  const at = Date.UTC(2024, 0, 1 + weekdays.indexOf(day));
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(at);
}
