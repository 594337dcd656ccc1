/**
 * How fresh the page is: live with the age of the newest row, or of the newest answer where rows have none; reconnecting;
 * or stale since when. Ticks alone.
 */
import { useEffect, useState } from 'react';
import { formatMoment, momentOf } from '../../charts/time';
import { locale, t } from '../../i18n/core';
import { StateMark } from '../../ui/Bits';
import type { AllData, LiveInfo } from './useData';
import { sinceText } from './since';

/** Silent this long, the page no longer pretends to be about to come back: what it shows is old. */
const STALE = 10_000;

function ageText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return t('view.secondsAgo', { count: seconds });
  if (seconds < 3600) return t('view.minutesAgo', { count: Math.round(seconds / 60) });
  if (seconds < 2 * 86_400) return t('view.hoursAgo', { count: Math.round(seconds / 3600) });
  return t('view.daysAgo', { count: Math.round(seconds / 86_400) });
}

/** The moment of the newest row that any answer rests on. */
function newestOf(data: AllData): number | null {
  const moments = [...data.values()].flatMap((d) => momentOf(d.answer?.newest) ?? []);
  return moments.length === 0 ? null : Math.max(...moments);
}

/** Rows this old are of another time: their day says more than their age. */
const OLD = 30 * 86_400_000;

function newestText(newest: number, now: number, zone: string): string {
  return now - newest > OLD
    ? t('view.newestOf', { day: formatMoment(newest, 'day', zone, locale()) })
    : t('view.newestRow', { age: ageText(now - newest) });
}

export function LiveMark({
  live,
  data,
  pushes,
  asks,
  zone,
}: {
  live: LiveInfo;
  data: AllData;
  pushes: boolean;
  /** Whether any widget has a question. */
  asks: boolean;
  /** The dashboard's clock. */
  zone: string;
}) {
  const [now, setNow] = useState(() => Date.now());
  // The moment an answer came in is the reader's own clock: an age by two clocks would be wrong by their difference.
  const [arrived, setArrived] = useState<number | null>(null);
  useEffect(() => {
    if ([...data.values()].some((d) => d.answer !== undefined && !d.loading)) setArrived(Date.now());
  }, [data]);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (live.state === 'reconnecting' && live.since !== null) {
    return now - live.since > STALE ? (
      <StateMark tone="bad">{t('view.staleSince', { time: sinceText(live.since, now, true) })}</StateMark>
    ) : (
      <StateMark tone="warn" pulse>
        {t('view.reconnecting')}
      </StateMark>
    );
  }
  if (arrived === null) {
    // Without questions, or when all have failed, nothing is on its way.
    const waiting = asks && (data.size === 0 || [...data.values()].some((d) => d.loading));
    return waiting ? <StateMark tone="neutral">{t('view.loading')}</StateMark> : null;
  }
  const age = ageText(Math.max(0, now - arrived));
  const newest = newestOf(data);
  if (live.state === 'live' && pushes) {
    return (
      <StateMark tone="good" pulse>
        {t('view.live')} · {newest === null ? age : newestText(newest, now + live.ahead, zone)}
      </StateMark>
    );
  }
  return <StateMark tone="neutral">{t('view.updated', { age })}</StateMark>;
}
