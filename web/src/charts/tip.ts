/**
 * The tooltip's content as elements with classes: pages forbid inline styles in markup, and answers are strangers'
 * text. Sorted by value, largest first.
 */
import { ABSENT, UNNAMED } from './crowd';
import css from './charts.module.css';

/** What ECharts says about a hovered point; only the parts used here. */
export interface TipPoint {
  readonly seriesId?: string;
  readonly seriesIndex?: number;
  readonly seriesName?: string;
  readonly name?: string;
  readonly axisValueLabel?: string;
  readonly color?: unknown;
  readonly value?: unknown;
  readonly data?: unknown;
  readonly percent?: number;
}

/** Writes the value of a series; from the option. */
export type TipFormat = (value: number, series: number) => string;

function numberOf(value: unknown): number | null {
  const last: unknown = Array.isArray(value) ? value[value.length - 1] : value;
  return typeof last === 'number' ? last : null;
}

function isAbsent(data: unknown): boolean {
  return typeof data === 'object' && data !== null && ABSENT in data;
}

/** Most rows that are shown; the rest would not fit a small widget. */
const MOST = 12;

export function tipElement(
  points: readonly TipPoint[],
  format: TipFormat,
  percent: (share: number) => string,
) {
  const box = document.createElement('div');
  box.className = css['tip'] ?? '';
  const first = points[0];
  if (first?.axisValueLabel) {
    const head = document.createElement('div');
    head.className = css['tipHead'] ?? '';
    head.textContent = first.axisValueLabel;
    box.append(head);
  }
  const rows = points
    .filter((point) => point.seriesId?.startsWith(UNNAMED) !== true && !isAbsent(point.data))
    .map((point) => ({ point, value: numberOf(point.value) }))
    .filter((row): row is { point: TipPoint; value: number } => row.value !== null)
    .sort((a, b) => b.value - a.value);
  for (const { point, value } of rows.slice(0, MOST)) {
    const row = document.createElement('div');
    row.className = css['tipRow'] ?? '';
    const mark = document.createElement('span');
    mark.className = css['tipMark'] ?? '';
    mark.style.background = typeof point.color === 'string' ? point.color : 'currentColor';
    const label = document.createElement('span');
    label.className = css['tipLabel'] ?? '';
    label.textContent = (first?.axisValueLabel ? point.seriesName : point.name) ?? '';
    const text = document.createElement('span');
    text.className = css['tipValue'] ?? '';
    text.textContent = format(value, point.seriesIndex ?? 0);
    row.append(mark, label, text);
    if (point.percent !== undefined) {
      const part = document.createElement('span');
      part.className = css['tipShare'] ?? '';
      part.textContent = percent(point.percent / 100);
      row.append(part);
    }
    box.append(row);
  }
  if (rows.length > MOST) {
    const more = document.createElement('div');
    more.className = css['tipHead'] ?? '';
    more.textContent = `+ ${rows.length - MOST}`;
    box.append(more);
  }
  return box;
}
