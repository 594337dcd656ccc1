/** How a dashboard fills a screen: as large as it goes, all of it at once. Pure. */
import type { Widget } from '../../api/types';
import { GAP, ROW } from '../view/layout';

/** Head and margins, px. */
const AROUND = 68;
/** Charts are laid out for at least this much, px; more of it is drawn smaller, not cut. */
const LEAST_WIDTH = 1120;
/** Screens up to here are phones, which scroll. */
const PHONE = 720;

export interface Fit {
  readonly scale: number;
  readonly width: number;
  readonly height: number;
  readonly rows: number;
}

/** null: not drawn to fit. */
export function fitTo(widgets: readonly Widget[], width: number, height: number): Fit | null {
  if (width <= PHONE || height <= 0) return null;
  const rows = Math.max(1, ...widgets.map(({ place }) => place.y + place.h));
  const own = rows * ROW + (rows - 1) * GAP + AROUND;
  const scale = Math.min(height / own, width / LEAST_WIDTH);
  return { scale, width: width / scale, height: height / scale, rows };
}
