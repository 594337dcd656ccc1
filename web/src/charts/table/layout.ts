/**
 * The table as a model: columns with alignment and display strings for every cell. React draws it (sortable, virtual),
 * Typst prints it. Pure. Cells are text for people; the exports write raw values elsewhere.
 */
import { type Answer, type AnswerColumn, columnLabel, isNumeric, toNumber } from '../answer';
import { type DrawContext, textWidth, unitOf } from '../context';
import { type ColumnFormat, columnFormat, formatCell } from '../format';
import { safeHref } from '../href';
import { type Tone, toneColour } from '../palette';
import { toneOf } from '../stat/layout';
import { zoneOf } from '../time';
import { wordsOf } from '../words';
import type { TableColumnSpec, TableSpec } from './spec';

export interface TableColumn {
  readonly name: string;
  readonly label: string;
  /** Unit for the head, where the cells do not carry it. Empty for none. */
  readonly unit: string;
  readonly align: 'left' | 'right' | 'center';
  readonly type: string;
  /** Proportional width: about the letters of its widest cell, 4 to 40. */
  readonly weight: number;
  /** Place of the column in the answer. */
  readonly source: number;
}

export interface TableCell {
  readonly text: string;
  /** Length of the bar behind the number, 0 to 1, where the column has bars. */
  readonly bar?: number;
  /** `#rrggbb` where a threshold colours the cell. */
  readonly colour?: string;
  readonly tone?: Tone;
  readonly href?: string;
}

export interface TableLayout {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** Colour of the bars. */
  readonly bar_colour: string;
  /** Sentence for an answer without rows; null otherwise. */
  readonly empty: string | null;
  /** Sentence when rows were cut; null otherwise. */
  readonly note: string | null;
}

interface Prepared {
  readonly column: AnswerColumn;
  readonly source: number;
  readonly wish: TableColumnSpec | undefined;
  readonly format: ColumnFormat;
  readonly largest: number;
}

function prepare(spec: TableSpec, answer: Answer, ctx: DrawContext): Prepared[] {
  const wishes = spec.columns;
  const named = wishes
    .filter((w) => !w.hidden)
    .map((w) => answer.columns.findIndex((c) => c.name === w.name))
    .filter((i) => i >= 0);
  const hidden = new Set(wishes.filter((w) => w.hidden).map((w) => w.name));
  // Naming columns to be shown chooses and orders them; naming only hidden ones takes just those away.
  const shown = named.length > 0 ? named : answer.columns.flatMap((c, i) => (hidden.has(c.name) ? [] : [i]));
  return shown.flatMap((source) => {
    const column = answer.columns[source];
    if (column === undefined) return [];
    const wish = wishes.find((w) => w.name === column.name);
    const values = answer.rows.map((r) => r[source]);
    // The unit stands once, in the head, except where it belongs to the figure.
    const unit =
      wish?.unit ??
      (isNumeric(column)
        ? unitOf(column, undefined)
        : // Moments that nobody gave a clock say which one they are told by.
          column.type === 'timestamp' && zoneOf(column, ctx.timeZone) === 'UTC'
          ? 'UTC'
          : undefined);
    const inCell = unit === '%' || unit === '$' || unit === '€' || unit === '£';
    const format = columnFormat(column, values, ctx.timeZone, {
      format: wish?.format,
      decimals: wish?.decimals ?? spec.decimals,
      unit: inCell ? unit : undefined,
    });
    const largest =
      wish?.bar === true
        ? values.reduce<number>((most, v) => Math.max(most, Math.abs(toNumber(v) ?? 0)), 0)
        : 0;
    return [{ column: { ...column, unit: inCell ? undefined : unit }, source, wish, format, largest }];
  });
}

function cell(p: Prepared, value: unknown, ctx: DrawContext): TableCell {
  const text = formatCell(value, p.format, ctx.locale);
  const n = isNumeric(p.column) ? toNumber(value) : null;
  const tone =
    n === null || p.wish === undefined || p.wish.thresholds.length === 0
      ? 'plain'
      : toneOf(n, p.wish.thresholds);
  const href =
    p.wish?.link === undefined || value === null || value === undefined
      ? undefined
      : safeHref(p.wish.link.replaceAll('{value}', encodeURIComponent(String(value))));
  return {
    text,
    ...(p.largest > 0 && n !== null ? { bar: Math.round((Math.abs(n) / p.largest) * 1000) / 1000 } : {}),
    ...(tone === 'plain' ? {} : { tone, colour: toneColour(ctx.theme, tone) }),
    ...(href === undefined ? {} : { href }),
  };
}

/** Size of the cells' text and the average width of its letters, px. */
const PX = 12.5;
export const LETTER = 6.5;

// The widest text by measure. Only the longest are measured: an answer may have many thousand rows.
function widestOf(ctx: DrawContext, texts: readonly string[]): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  let candidates = 0;
  let width = 0;
  for (const text of texts) {
    if (text.length < longest - 2 || candidates > 60) continue;
    candidates += 1;
    width = Math.max(width, textWidth(ctx, text, PX));
  }
  return width;
}

/** An answer as a table. */
export function tableLayout(spec: TableSpec, answer: Answer, ctx: DrawContext): TableLayout {
  const words = wordsOf(ctx.locale);
  const prepared = prepare(spec, answer, ctx);
  const rows = answer.rows.map((row) => prepared.map((p) => cell(p, row[p.source], ctx)));
  const columns = prepared.map((p, i) => {
    const label = p.wish?.label ?? columnLabel(p.column);
    const head = textWidth(ctx, p.column.unit ? `${label} · ${p.column.unit}` : label, PX, 500);
    const bar = p.largest > 0 ? 8 * LETTER : 0;
    const width = Math.max(
      head,
      bar +
        widestOf(
          ctx,
          rows.map((r) => r[i]?.text ?? ''),
        ),
    );
    return {
      name: p.column.name,
      label,
      unit: p.column.unit ?? '',
      align:
        p.wish?.align ??
        (isNumeric(p.column) || p.column.type === 'duration' ? ('right' as const) : ('left' as const)),
      type: p.column.type,
      weight: Math.min(40, Math.max(4, Math.round((width / LETTER) * 10) / 10)),
      source: p.source,
    };
  });
  return {
    kind: 'table',
    columns,
    rows,
    bar_colour: ctx.theme.accent,
    empty: answer.rows.length === 0 ? words.empty : null,
    note: answer.truncated
      ? words.truncated.replace(
          '{count}',
          formatCell(answer.rows.length, columnFormat({ name: '', type: 'int' }, [], ''), ctx.locale),
        )
      : null,
  };
}
