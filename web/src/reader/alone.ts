/** A share that shows one widget gives it the whole page: its place on a dashboard was a place among others. Pure. */
import { GAP, type Placing, ROW } from '../dashboards/view/layout';

const COLUMNS = 12;
/** Head, foot and margins of a reader page, px. */
const AROUND = 120;
/** More rows than this are a long way to look. */
const MOST_ROWS = 18;
/** What gains nothing by being higher than its author made it. */
const low: readonly string[] = ['stat', 'text', 'dropdown', 'time-range'];

/** `height` of the window, px. */
export function alone<D extends { widgets: readonly Placing[] }>(document: D, height: number): D {
  const [only, ...others] = document.widgets;
  if (only === undefined || others.length > 0) return document;
  const rows = Math.min(MOST_ROWS, Math.floor((height - AROUND + GAP) / (ROW + GAP)));
  const h = low.includes(only.kind) ? only.place.h : Math.max(only.place.h, rows);
  return { ...document, widgets: [{ ...only, place: { x: 0, y: 0, w: COLUMNS, h } }] };
}
