/** How wide a scrolling box is and which of its rows of equal height are in sight. Enough for tables; own, because reader pages must stay light. */
import { type RefObject, useLayoutEffect, useState } from 'react';

/** Rows drawn above and below the visible ones. */
const SPARE = 12;

export interface Sight {
  readonly first: number;
  /** One past the last. */
  readonly end: number;
}

/** The range of rows to draw, pure. */
export function inSight(scrollTop: number, height: number, row: number, count: number): Sight {
  const first = Math.max(0, Math.min(count, Math.floor(scrollTop / row)) - SPARE);
  const end = Math.min(count, Math.ceil((scrollTop + height) / row) + SPARE);
  return { first: Math.min(first, end), end };
}

export function useWindow(box: RefObject<HTMLElement | null>, row: number, count: number): Sight {
  const [sight, setSight] = useState<Sight>(() => inSight(0, 600, row, count));
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = () => {
      const next = inSight(element.scrollTop, element.clientHeight || 600, row, count);
      setSight((old) => (old.first === next.first && old.end === next.end ? old : next));
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, [box, row, count]);
  return { first: Math.min(sight.first, count), end: Math.min(sight.end, count) };
}

/** Width of the box inside, px; 0 until it is known. `there`: is the box drawn at all? */
export function useWidth(box: RefObject<HTMLElement | null>, there: boolean): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = () => setWidth(element.clientWidth);
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [box, there]);
  return width;
}
