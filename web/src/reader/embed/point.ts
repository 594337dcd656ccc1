/** What a click in a drawing stands for. Pure. */
import type { Answer } from '../../api/types';
import { isNumeric } from '../../charts/answer';

/** A place of a drawing. */
export interface Point {
  /** What it is called. */
  readonly name: string;
  readonly series: string | null;
  readonly value: number | null;
}

interface Clicked {
  readonly componentType?: string;
  readonly name?: string;
  readonly seriesName?: string;
  readonly value?: unknown;
}

/** What was clicked; null where it is no place of the data. On a calendar a place is called by its moment. */
export function pointOf(told: unknown): Point | null {
  const clicked = (told ?? {}) as Clicked;
  if (clicked.componentType !== 'series') return null;
  const values: unknown[] = Array.isArray(clicked.value) ? clicked.value : [clicked.value];
  const [first, last] = [values[0], values.at(-1)];
  const moment = values.length > 1 && typeof first === 'number' ? new Date(first).toISOString() : '';
  return {
    name: clicked.name || moment,
    series: clicked.seriesName ?? null,
    value: typeof last === 'number' ? last : null,
  };
}

/** The column that a place of a drawing stands for: the first of words that holds its name. */
export function columnOf(answer: Answer | undefined, point: Point): string | null {
  const columns = answer?.columns ?? [];
  const at = columns.findIndex(
    (column, index) => !isNumeric(column) && answer?.rows.some((row) => row[index] === point.name) === true,
  );
  return columns[at]?.name ?? null;
}
