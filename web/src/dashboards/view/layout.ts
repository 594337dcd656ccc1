/** Where widgets stand: on the grid of 12 columns, and one below the other in reading order on phones. Pure. */
import type { CSSProperties } from 'react';
import type { Widget } from '../../api/types';
import { isWidgetKind, type WidgetKind } from '../../charts/kinds';

/** Height of a grid row and the gap between rows, px. The editor's grid uses the same. */
export const ROW = 40;
export const GAP = 12;

/** What of a widget says where it stands. */
export type Placing = Pick<Widget, 'id' | 'kind' | 'place'>;

/** Reading order: from the top, then from the left. */
export function inReadingOrder<W extends Placing>(widgets: readonly W[]): W[] {
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

const phoneOf = (widget: Placing | undefined): OnPhone =>
  widget !== undefined && isWidgetKind(widget.kind) ? onPhone[widget.kind] : drawing;

function isNarrow<W extends Placing>(widget: W | undefined): widget is W {
  const how = phoneOf(widget);
  return how !== 'auto' && how.narrow === true;
}

/** Which small widgets stand beside another on a phone: pairs that follow each other. */
function halves(ordered: readonly Placing[]): Set<string> {
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

const given = (widget: Placing): number => widget.place.h * ROW + (widget.place.h - 1) * GAP;

/** Height on a phone: what the kind needs, never less than the author gave it within reason. */
function phoneHeight(widget: Placing): number | undefined {
  const how = phoneOf(widget);
  return how === 'auto' ? undefined : Math.min(how.most, Math.max(how.least, given(widget)));
}

/** What of a page's width, px, is left for its grid, on phones and else. */
const BESIDE = { phone: 24, wide: 32 };
/** Border and padding of a frame, and its head where it has a title, px (Widget.module.css). */
const FRAME = { width: 34, height: 32, head: 26 };

/** About the room that a drawing has in the frame of its widget, on a page of this width, px. */
export function roomIn(
  widget: Placing & Pick<Widget, 'title'>,
  page: number,
): { width: number; height: number } {
  const phone = page <= 720;
  const inside = page - (phone ? BESIDE.phone : BESIDE.wide);
  const step = (inside + GAP) / 12;
  const width = phone ? inside : step * widget.place.w - GAP;
  const height = (phone ? phoneHeight(widget) : undefined) ?? given(widget);
  const head = widget.title ? FRAME.head : 0;
  return {
    width: Math.max(40, Math.round(width - FRAME.width)),
    height: Math.max(40, Math.round(height - FRAME.height - head)),
  };
}

export type PlacedStyle = CSSProperties & Record<`--${string}`, string | number>;

export interface Placed<W extends Placing> {
  readonly widget: W;
  readonly style: PlacedStyle;
}

const px = (height: number | undefined): string => (height === undefined ? 'auto' : `${height}px`);

/** Widgets in reading order with their places for both layouts, as custom properties for the style sheet. */
export function placed<W extends Placing>(widgets: readonly W[]): Placed<W>[] {
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
      '--phone-height': px(phoneHeight(widget)),
    },
  }));
}
