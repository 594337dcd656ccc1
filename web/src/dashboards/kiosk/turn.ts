/**
 * Whose turn it is and for how much longer, by the clock of the machine and not by counting ticks: a machine that slept, or
 * a browser that slowed its timers, is behind and not wrong. Pure.
 */

export interface Turn {
  /** Which of the stops. */
  readonly index: number;
  /** Counts all turns there were. */
  readonly count: number;
  /** Since when it runs, epoch ms; null while it is held. */
  readonly since: number | null;
  /** How long it ran before it was last held, ms. */
  readonly ran: number;
}

export function begin(index: number, count: number, now: number, held = false): Turn {
  return { index, count, since: held ? null : now, ran: 0 };
}

/** How long it has stood, ms. A clock that was set back counts as no time. */
export function stood(turn: Turn, now: number): number {
  return turn.ran + (turn.since === null ? 0 : Math.max(0, now - turn.since));
}

export function hold(turn: Turn, now: number): Turn {
  return { ...turn, ran: stood(turn, now), since: null };
}

export function goOn(turn: Turn, now: number): Turn {
  return turn.since === null ? { ...turn, since: now } : turn;
}

/** Which one comes after it, or before it. */
export function beside(index: number, by: 1 | -1, stops: number): number {
  return stops === 0 ? 0 : (index + by + stops) % stops;
}

/** Longer than this between two ticks, and the machine was away. */
const AWAY = 20_000;

export function wasAway(before: number, now: number): boolean {
  return now - before > AWAY || now < before;
}
