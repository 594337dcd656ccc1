/** Where widgets stand: on the grid of 12 columns, and one below the other in reading order on phones. Pure. */
import type { CSSProperties } from 'react';
import type { Widget } from '../../api/types';
import { isWidgetKind, type WidgetKind } from '../../charts/kinds';

/** Height of a grid row and the gap between rows, px. The editor's grid uses the same. */
export const ROW = 40;
export const GAP = 12;

/** Reading order: from the top, then from the left. */
export function inReadingOrder(widgets: readonly Widget[]): Widget[] {
  return [...widgets].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);
}

/** How a kind stands on a phone: as high as what is in it, or between two heights in px; two `narrow` ones share a row. */
type OnPhone = 'auto' | { readonly least: number; readonly most: number; readonly narrow?: true };

const drawing: OnPhone = { least: 236, most: 420 };

const onPhone: Readonly<Record<WidgetKind, OnPhone>> = {
  stat: { least: 116, most: 160, narrow: true },
  table: { least: 240, most: 440 },
  line: drawing,
  area: drawing,
  bar: drawing,
  pie: drawing,
  text: 'auto',
  dropdown: 'auto',
  'time-range': 'auto',
};

const phoneOf = (widget: Widget | undefined): OnPhone =>
  widget !== undefined && isWidgetKind(widget.kind) ? onPhone[widget.kind] : drawing;

function isNarrow(widget: Widget | undefined): widget is Widget {
  const how = phoneOf(widget);
  return how !== 'auto' && how.narrow === true;
}

/** Which small widgets stand beside another on a phone: pairs that follow each other. */
function halves(ordered: readonly Widget[]): Set<string> {
  const half = new Set<string>();
  for (let i = 0; i + 1 < ordered.length; i += 1) {
    const [a, b] = [ordered[i], ordered[i + 1]];
    if (isNarrow(a) && isNarrow(b)) {
      half.add(a.id).add(b.id);
      i += 1;
    }
  }
  return half;
}

/** Height on a phone: what the kind needs, never less than the author gave it within reason. */
function phoneHeight(widget: Widget): string {
  const given = widget.place.h * ROW + (widget.place.h - 1) * GAP;
  const how = phoneOf(widget);
  return how === 'auto' ? 'auto' : `${Math.min(how.most, Math.max(how.least, given))}px`;
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
