/** Where widgets stand: on the grid of 12 columns, and one below the other in reading order on phones. Pure. */
import type { CSSProperties } from 'react';
import type { Widget } from '../../api/types';
import { kindOf } from '../../charts';

/** Height of a grid row and the gap between rows, px. The editor's grid uses the same. */
export const ROW = 40;
export const GAP = 12;

/** Reading order: from the top, then from the left. */
export function inReadingOrder(widgets: readonly Widget[]): Widget[] {
  return [...widgets].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}

/** Which small widgets stand beside another on a phone: pairs of stats that follow each other. */
function halves(ordered: readonly Widget[]): Set<string> {
  const half = new Set<string>();
  for (let i = 0; i + 1 < ordered.length; i += 1) {
    const [a, b] = [ordered[i], ordered[i + 1]];
    if (a?.kind === 'stat' && b?.kind === 'stat') {
      half.add(a.id).add(b.id);
      i += 1;
    }
  }
  return half;
}

/** Height on a phone: what the kind needs, never less than the author gave it within reason. */
function phoneHeight(widget: Widget): string {
  const given = widget.place.h * ROW + (widget.place.h - 1) * GAP;
  if (kindOf(widget.kind)?.control === true || widget.kind === 'text') return 'auto';
  if (widget.kind === 'stat') return `${Math.min(160, Math.max(116, given))}px`;
  if (widget.kind === 'table') return `${Math.min(440, Math.max(240, given))}px`;
  return `${Math.min(420, Math.max(236, given))}px`;
}

export type PlacedStyle = CSSProperties & Record<`--${string}`, string | number>;

export interface Placed {
  readonly widget: Widget;
  readonly style: PlacedStyle;
}

/** Widgets in reading order with their places for both layouts, as custom properties for the style sheet. */
export function placed(widgets: readonly Widget[]): Placed[] {
  const ordered = inReadingOrder(widgets);
  const half = halves(ordered);
  return ordered.map((widget) => ({
    widget,
    style: {
      '--x': widget.place.x + 1,
      '--y': widget.place.y + 1,
      '--w': widget.place.w,
      '--h': widget.place.h,
      '--phone-span': half.has(widget.id) ? 1 : 2,
      '--phone-height': phoneHeight(widget),
    },
  }));
}
