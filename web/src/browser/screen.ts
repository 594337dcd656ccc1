/**
 * The whole screen, and a screen that stays on. Both are offers that a browser may lack or refuse; a page that is shown on a
 * wall does without. None of it throws.
 */

/** Whether the page could take the whole screen and has not got it. */
export function couldFill(): boolean {
  if (!document.fullscreenEnabled || document.fullscreenElement !== null) return false;
  // A browser that was started for a wall fills it already.
  return !(innerWidth >= screen.width && innerHeight >= screen.height);
}

/** Asks for the whole screen; browsers listen only right after a click or a key. */
export async function fillScreen(): Promise<boolean> {
  try {
    await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
    return true;
  } catch {
    return false;
  }
}

/** Whether the page has the whole screen because it asked for it. */
export function fillsScreen(): boolean {
  return document.fullscreenElement !== null;
}

/** Gives the screen back. */
export async function leaveScreen(): Promise<void> {
  try {
    if (document.fullscreenElement !== null) await document.exitFullscreen();
  } catch {
    // It was given back meanwhile.
  }
}

/** Keeps the screen on until the returned function is called. Browsers let go whenever the page is hidden. */
export function keepAwake(): () => void {
  let over = false;
  let lock: WakeLockSentinel | null = null;
  const take = async () => {
    if (over || document.visibilityState !== 'visible' || (lock !== null && !lock.released)) return;
    try {
      const taken = await navigator.wakeLock.request('screen');
      if (over) await taken.release();
      else lock = taken;
    } catch {
      // Not offered over plain http, or low on battery.
    }
  };
  const seen = () => void take();
  document.addEventListener('visibilitychange', seen);
  void take();
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', seen);
    void lock?.release().catch(() => undefined);
  };
}
