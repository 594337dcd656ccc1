/** Since when something is old, as people say it: the clock today, with the day before that. */
import { formatClock, formatWall, wallTime } from '../../charts/time';
import { locale } from '../../i18n/core';
import { ownZone } from '../../i18n/instant';

const LONG = 12 * 3_600_000;

/** `at` and `now`: epoch milliseconds. */
export function sinceText(at: number, now: number, seconds = false): string {
  const wall = wallTime(at, ownZone()) ?? 0;
  return now - at < LONG ? formatClock(wall, seconds) : formatWall(wall, 'minute', locale(), false);
}
