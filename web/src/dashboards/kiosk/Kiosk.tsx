/**
 * Dashboards on a wall, one after the other: nothing around them, the next one gets ready behind the one in front, and nobody
 * has to touch it again. Space holds, the arrows turn, Esc leaves.
 */
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { loadWallTexts } from '../../i18n';
import { t } from '../../i18n/core';
import { EmptyState } from '../../ui/Bits';
import type { IconName } from '../../ui/Icon';
import { sinceText } from '../view/since';
import { useDoor, type Open, type Opened } from './door';
import { Picture } from './Picture';
import { begin, beside, goOn, hold, stood, wasAway, type Turn } from './turn';
import { useKeys } from './useKeys';
import { useWall } from './useWall';
import css from './Kiosk.module.css';

export function Kiosk({
  open,
  onLeave,
  asked,
}: {
  open: Open;
  onLeave: () => void;
  /** What is shown where somebody has to say who they are. */
  asked?: (again: () => void) => ReactNode;
}) {
  const { entry, again } = useDoor(open);
  const wall = useWall();
  const [speaks, setSpeaks] = useState(false);
  useEffect(() => {
    void loadWallTexts().then(() => setSpeaks(true));
  }, []);
  useKeys({ Escape: () => void wall.out(onLeave) });
  if (!speaks) return <div className={css['kiosk']} />;
  return (
    <div className={css['kiosk']} data-idle={wall.idle} role="region" aria-label={t('wall.region')}>
      {entry.at === 'open' && <Turns opened={entry.opened} onOver={again} />}
      {entry.at === 'closed' && <Words icon="lock" title={t('wall.closed')} hint={t('wall.closedHint')} />}
      {entry.at === 'asked' &&
        (asked?.(again) ?? <Words icon="user" title={t('wall.signIn')} hint={t('wall.signInHint')} />)}
      {entry.at === 'unreached' && (
        <Words
          icon="alert"
          title={t('wall.unreached')}
          hint={t('wall.unreachedHint', { time: sinceText(entry.since, Date.now()) })}
        />
      )}
      {wall.hint !== null && (
        <p className={css['hint']} role="status">
          {wall.hint === 'full' ? t('wall.full') : t('wall.leave')}
        </p>
      )}
    </div>
  );
}

function Words({ icon, title, hint }: { icon: IconName; title: string; hint: string }) {
  return (
    <div className={css['empty']} role="status">
      <EmptyState icon={icon} title={title}>
        {hint}
      </EmptyState>
    </div>
  );
}

/** Ticks of the wall's clock, ms. */
const TICK = 500;
/** Steps of the bar that shows it, ms. */
const STEP = 200;
/** Longer than this nobody waits for the next one: the one in front stays for another turn. */
const PATIENCE = 15_000;

function Turns({ opened, onOver }: { opened: Opened; onOver: () => void }) {
  const { api, stops } = opened;
  const [turn, setTurn] = useState<Turn>(() => begin(0, 0, Date.now()));
  /** The one that gets ready behind, since when. */
  const [next, setNext] = useState<{ index: number; count: number; since: number } | null>(null);
  const [refreshes, setRefreshes] = useState(0);
  const paused = turn.since === null;
  const every = stops[turn.index]?.every ?? 0;

  const turnBy = useCallback(
    (by: 1 | -1) => {
      if (stops.length < 2) {
        setRefreshes((before) => before + 1);
        setTurn((before) => begin(before.index, before.count, Date.now(), before.since === null));
        return;
      }
      setNext((before) => ({
        index: beside(before?.index ?? turn.index, by, stops.length),
        count: (before?.count ?? turn.count) + 1,
        since: Date.now(),
      }));
    },
    [stops.length, turn.index, turn.count],
  );
  const onReady = (count: number) => {
    if (next === null || next.count !== count) return;
    setTurn((before) => begin(next.index, next.count, Date.now(), before.since === null));
    setNext(null);
  };

  const ticked = useRef(Date.now());
  const now = useRef({ turn, next, every, turnBy });
  now.current = { turn, next, every, turnBy };
  useEffect(() => {
    const tick = () => {
      const at = Date.now();
      const away = wasAway(ticked.current, at);
      ticked.current = at;
      const held = now.current;
      if (away) setRefreshes((before) => before + 1);
      if (held.next !== null) {
        if (at - held.next.since <= PATIENCE && !away) return;
        // It does not come: without network, most likely. The picture in front says how old it is.
        setNext(null);
        setTurn((before) => begin(before.index, held.next?.count ?? before.count, at, before.since === null));
      } else if (stood(held.turn, at) >= held.every) held.turnBy(1);
    };
    const timer = setInterval(tick, TICK);
    return () => clearInterval(timer);
  }, []);

  useKeys({
    ' ': () =>
      setTurn((before) => (before.since === null ? goOn(before, Date.now()) : hold(before, Date.now()))),
    ArrowRight: () => turnBy(1),
    ArrowLeft: () => turnBy(-1),
  });

  const pictures = useMemo(
    () => [
      { index: turn.index, count: turn.count, shown: true },
      ...(next === null ? [] : [{ index: next.index, count: next.count, shown: false }]),
    ],
    [turn.index, turn.count, next],
  );
  return (
    <>
      {pictures.map(({ index, count, shown }) => {
        const stop = stops[index];
        return (
          stop !== undefined && (
            <Picture
              key={`${stops.length < 2 ? 0 : count} ${stop.id}`}
              api={api}
              stop={stop}
              shown={shown}
              place={stops.length > 1 ? { at: index + 1, all: stops.length } : null}
              paused={paused}
              refreshes={shown ? refreshes : 0}
              onReady={() => onReady(count)}
              onGone={onOver}
            />
          )
        );
      })}
      {stops.length > 1 && <Progress turn={turn} every={every} />}
    </>
  );
}

/** How far its turn is. */
function Progress({ turn, every }: { turn: Turn; every: number }) {
  const [at, setAt] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), STEP);
    return () => clearInterval(timer);
  }, []);
  const part = every === 0 ? 0 : Math.min(1, stood(turn, Math.max(at, turn.since ?? 0)) / every);
  return (
    <div className={css['track']} aria-hidden="true">
      <div className={css['progress']} style={{ transform: `scaleX(${part})` }} />
    </div>
  );
}
