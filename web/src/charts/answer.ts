/**
 * The shapes that travel into chart code: an answer and the widget around it. Nothing here fetches or draws.
 * Mirrors the server's Answer; kept by hand because this folder must also compile into the bundle for paper,
 * which knows no HTTP client.
 */

/** One column of an answer. `type` is one of the server's type names; unknown ones are treated as text. */
export interface AnswerColumn {
  readonly name: string;
  readonly type: string;
  readonly label?: string | undefined;
  readonly unit?: string | undefined;
  /** What its dates were cut to: `hour` … `year`. */
  readonly grain?: string | undefined;
  /** IANA name of the clock its moments are meant on. */
  readonly zone?: string | undefined;
}

/** What a question answers. Integers beyond 2^53 and decimals arrive as strings; NaN and infinities as null. */
export interface Answer {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly unknown[])[];
  readonly row_count: number;
  /** There are more rows than these. */
  readonly truncated: boolean;
  /** The limit that cut them. */
  readonly limit?: number | undefined;
  readonly as_of: string;
  /** When it changes by itself. */
  readonly until?: string | undefined;
  /** The moment of the newest row it rests on. */
  readonly newest?: string | undefined;
  readonly cached: boolean;
  readonly fingerprint: string;
  readonly notes?: readonly string[] | undefined;
}

/** Grid position: 12 columns, rows of 40 px. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * About how large a cell is, for what is drawn: lengths, heights, colours. Not for what is written, compared or sent:
 * of long integers and decimals, which come as text, it loses figures (exact.ts keeps them). Null for what is no number.
 */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && value.trim() !== '') {
    const n = Number(value);
    return Number.isFinite(n) ? n : null;
  }
  return null;
}

const NUMERIC = new Set(['int', 'float', 'decimal', 'duration']);
const TEMPORAL = new Set(['date', 'timestamp']);

/** Can this column be drawn as a height or a length? */
export function isNumeric(column: AnswerColumn): boolean {
  return NUMERIC.has(column.type);
}

/** Does this column lie on a calendar? (`time`, a time of day, does not: it is a category.) */
export function isTemporal(column: AnswerColumn): boolean {
  return TEMPORAL.has(column.type);
}

/** The name people read: the label, or the column's name with its underscores taken out. */
export function columnLabel(column: AnswerColumn): string {
  if (column.label !== undefined && column.label !== '') return column.label;
  const words = column.name.replace(/_+/g, ' ').trim();
  return words === '' ? column.name : words.charAt(0).toUpperCase() + words.slice(1);
}
