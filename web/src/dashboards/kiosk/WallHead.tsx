/** The line above a dashboard on a wall: its name, how fresh it is, whose turn it is. Tells when all answers are there. */
import { type ReactNode, useEffect, useRef } from 'react';
import type { DashboardDocument } from '../../api/types';
import { zoneOf } from '../../document/zone';
import { t } from '../../i18n/core';
import { LiveMark } from '../view/LiveMark';
import { asks, isLive } from '../view/reads';
import type { DashboardData } from '../view/useData';
import css from './Kiosk.module.css';

export function WallHead({
  logo,
  title,
  document,
  shown,
  place,
  paused,
  refreshes,
  onReady,
}: {
  /** Whose it is. */
  logo: ReactNode;
  title: string;
  document: DashboardDocument;
  shown: DashboardData;
  place: { at: number; all: number } | null;
  paused: boolean;
  refreshes: number;
  onReady: () => void;
}) {
  const { data, live, refresh } = shown;
  const asking = document.widgets.filter(asks);
  const ready = asking.every(({ id }) => {
    const one = data.get(id);
    return one !== undefined && (one.answer !== undefined || one.error !== undefined);
  });
  const told = useRef(onReady);
  told.current = onReady;
  useEffect(() => {
    if (ready) told.current();
  }, [ready]);
  const asked = useRef(refreshes);
  useEffect(() => {
    if (asked.current === refreshes) return;
    asked.current = refreshes;
    refresh();
  }, [refreshes, refresh]);
  return (
    <header className={css['head']}>
      {logo}
      <h1 className={css['title']}>{title}</h1>
      <p className={css['facts']}>
        {paused && <span>{t('wall.paused')}</span>}
        {place !== null && <span>{t('wall.place', place)}</span>}
        <LiveMark
          live={live}
          data={data}
          pushes={document.widgets.some(isLive)}
          asks={asking.length > 0}
          zone={zoneOf(document)}
        />
      </p>
    </header>
  );
}
