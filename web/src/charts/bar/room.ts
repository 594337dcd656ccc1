/** How much room bars need to be seen and named, and how many of them that leaves. Pure. */
import type { DrawContext, Part, Size } from '../context';

/** Least thickness of a bar and the gap beside a group of them, px. Lying bars have a line of text beside them. */
const BAR = 6;
const GAP = 6;
const LINE = 17;
/** What axis, margins and numbers take of the length, px. */
const BESIDE = 60;
const UNDER = 34;

/** What the room depends on. */
export interface Bars {
  readonly places: number;
  /** Bars side by side at each place. */
  readonly beside: number;
  readonly horizontal: boolean;
}

/** The least step from one place to the next, px. */
export function leastStep(bars: Bars): number {
  const step = bars.beside * BAR + GAP;
  return bars.horizontal ? Math.max(LINE, step) : step;
}

/** The least size of a drawing with all these bars; what is larger than its place scrolls. */
export function leastSize(bars: Bars, legend: number): Size {
  const along = bars.places * leastStep(bars);
  return bars.horizontal
    ? { width: 0, height: along + UNDER + legend }
    : { width: along + BESIDE, height: 0 };
}

/** On paper nobody scrolls: the drawings that the bars are dealt out to, all as full as they can be. */
export function partsOf(bars: Bars, ctx: DrawContext, legend: number): Part[] {
  const room = bars.horizontal ? ctx.size.height - UNDER - legend : ctx.size.width - BESIDE;
  const most = Math.max(1, Math.floor(room / leastStep(bars)));
  const parts: Part[] = [];
  for (let from = 0; from < bars.places; from += most)
    parts.push({ from, to: Math.min(bars.places, from + most) });
  return parts;
}
