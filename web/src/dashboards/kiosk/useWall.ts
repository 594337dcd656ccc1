/**
 * The screen of a wall: asked for once by the first click or key, kept on, without a pointer that nobody moves. A page whose
 * code is not there any more, because the server was renewed, loads anew by itself.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { couldFill, fillScreen, fillsScreen, keepAwake, leaveScreen } from '../../browser/screen';
import { tabMemory } from '../../browser/memory';

const IDLE = 3_000;
const HINT = 8_000;
const reloaded = 'vitrine.wall.reloaded';
/** No more often than this, ms: a server that is broken is not asked without end. */
const RELOADS = 60_000;

function reload(): void {
  const last = Number(tabMemory.get(reloaded) ?? 0);
  const wait = Math.max(0, last + RELOADS - Date.now());
  setTimeout(() => {
    tabMemory.set(reloaded, String(Date.now()));
    location.reload();
  }, wait);
}

export function useWall() {
  const [idle, setIdle] = useState(false);
  const [hint, setHint] = useState<'full' | 'leave' | null>(() => (couldFill() ? 'full' : null));

  useEffect(keepAwake, []);

  useEffect(() => {
    addEventListener('vite:preloadError', reload);
    return () => removeEventListener('vite:preloadError', reload);
  }, []);

  useEffect(() => {
    let timer = setTimeout(() => setIdle(true), IDLE);
    const moved = () => {
      clearTimeout(timer);
      setIdle(false);
      timer = setTimeout(() => setIdle(true), IDLE);
    };
    addEventListener('pointermove', moved);
    return () => {
      clearTimeout(timer);
      removeEventListener('pointermove', moved);
    };
  }, []);

  const asked = useRef(false);
  useEffect(() => {
    const ask = (event: Event) => {
      if (asked.current || !couldFill()) return;
      if (event instanceof KeyboardEvent && event.key === 'Escape') return;
      if (event.target instanceof Element && event.target.closest('input, button, a') !== null) return;
      asked.current = true;
      void fillScreen();
      setHint(null);
    };
    const changed = () => {
      if (!fillsScreen()) setHint('leave');
    };
    addEventListener('click', ask);
    addEventListener('keydown', ask);
    document.addEventListener('fullscreenchange', changed);
    return () => {
      removeEventListener('click', ask);
      removeEventListener('keydown', ask);
      document.removeEventListener('fullscreenchange', changed);
    };
  }, []);
  useEffect(() => {
    if (hint === null) return undefined;
    const timer = setTimeout(() => setHint(null), HINT);
    return () => clearTimeout(timer);
  }, [hint]);

  /** First gives the screen back, then leaves. */
  const out = useCallback(async (leave: () => void) => {
    if (fillsScreen()) await leaveScreen();
    else leave();
  }, []);
  return { idle, hint, out };
}
