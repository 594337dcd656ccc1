/** What the readers of a share did, day by day, as an answer that charts draw. Pure. */
import type { ShareDay } from '../../api/types';
import type { Answer } from '../../charts/answer';

/** What is counted by day. */
export type Counted = Exclude<keyof ShareDay, 'day'>;

const DAY = 86_400_000;
const utcDay = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** The last days up to today, one row each: days of which nothing is told had none of it. */
export function lastDays(
  days: readonly ShareDay[],
  of: Counted,
  count: number,
  now: number,
): [string, number][] {
  const known = new Map(days.map((one) => [one.day, one[of]]));
  return Array.from({ length: count }, (_, back) => {
    const day = utcDay(now - (count - 1 - back) * DAY);
    return [day, known.get(day) ?? 0];
  });
}

export function answerOf(rows: readonly [string, number][], label: string): Answer {
  return {
    columns: [
      { name: 'day', type: 'date', grain: 'day', zone: 'UTC' },
      { name: 'count', type: 'int', label },
    ],
    rows,
    row_count: rows.length,
    truncated: false,
    as_of: '',
    cached: false,
    fingerprint: '',
  };
}
