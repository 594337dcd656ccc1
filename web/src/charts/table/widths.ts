/** How wide the columns of a table in the browser are. Pure; paper has its own way with the same weights. */
import { LETTER, type TableColumn } from './layout';

/** Padding of a cell, and what the outermost cells have more of it, px. */
const PAD = 18;
const EDGE = 8;
/** Letters of a text that must be seen; the rest may give way to an ellipsis. */
const SEEN = 16;

/**
 * Widths in px: each column gets what its widest cell needs. Where that is too much, long texts give way, numbers never
 * do; where there is room to spare, all get their share of it.
 */
export function columnWidths(columns: readonly TableColumn[], room: number): number[] {
  const last = columns.length - 1;
  const pad = (i: number) => PAD + (i === 0 ? EDGE : 0) + (i === last ? EDGE : 0);
  const full = columns.map((c, i) => c.weight * LETTER + pad(i));
  const least = columns.map((c, i) =>
    c.align === 'left' && c.type === 'string' ? Math.min(c.weight, SEEN) * LETTER + pad(i) : (full[i] ?? 0),
  );
  const sum = (widths: readonly number[]) => widths.reduce((all, one) => all + one, 0);
  const [most, few] = [sum(full), sum(least)];
  if (room <= 0) return full;
  if (room >= most) return full.map((one) => (one * room) / most);
  const part = most === few ? 0 : Math.max(0, (room - few) / (most - few));
  return full.map((one, i) => (least[i] ?? one) + (one - (least[i] ?? one)) * part);
}
