/**
 * From an answer's table to what a chart draws: one x and some series. The first text or time column is x and every
 * number a series, unless the options name columns; a second text column splits one number into several series.
 * Nothing is lost on the way: the values of a drawing add up to those of the table.
 */
import { type Answer, type AnswerColumn, columnLabel, isNumeric, isTemporal, toNumber } from './answer';
import { decimalsApart } from './decimals';
import { type ColumnFormat, columnFormat, durationSeconds, formatCell, type NumberFormat } from './format';
import { momentOf } from './time';
import { wordsOf } from './words';

/** Which columns mean what, as the options wish; all may be absent. */
export interface Roles {
  readonly x?: string | undefined;
  readonly series?: readonly string[] | undefined;
  readonly split?: string | undefined;
}

export interface Series {
  readonly label: string;
  readonly unit?: string | undefined;
  /** One value for each x, null where the answer has none. */
  readonly values: readonly (number | null)[];
  /** Whether the answer has a row for it at each x: a hole that was measured is another thing than a day without a row. */
  readonly there: readonly boolean[];
}

export interface SeriesTable {
  readonly x: AnswerColumn | undefined;
  /** Is x a calendar axis? */
  readonly temporal: boolean;
  /** On a calendar the moment of each x, ascending; null for the one place, at the end, of rows without a date. */
  readonly moments: readonly (number | null)[];
  /** What each x is called. Different values have different names. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** How many values were added to another one, because they have the same x and the same series. */
  readonly added: number;
  /** How many values have no date although x is a calendar. */
  readonly undated: number;
}

/** Which columns play which part; -1 where none does. */
export interface FoundColumns {
  readonly x: number;
  readonly split: number;
  readonly measures: readonly number[];
}

/** Finds x, split and measures: what the options name, else by type. */
export function findColumns(answer: Answer, roles: Roles): FoundColumns {
  const { columns } = answer;
  const at = (name: string | undefined) =>
    name === undefined ? -1 : columns.findIndex((c) => c.name === name);
  const wishedSplit = at(roles.split);
  const words = columns.flatMap((c, i) => (!isNumeric(c) && i !== wishedSplit ? [i] : []));
  let x = at(roles.x);
  // One line for each carrier over the days, in whichever order the two columns stand: the calendar is x.
  if (x < 0)
    x =
      words.find((i) => words.length === 2 && isTemporal(columns[i] ?? { name: '', type: '' })) ??
      words[0] ??
      -1;
  let measures = (roles.series ?? []).map(at).filter((i) => i >= 0 && i !== x);
  if (measures.length === 0) measures = columns.flatMap((c, i) => (isNumeric(c) && i !== x ? [i] : []));
  if (
    x < 0 &&
    measures.length > 1 &&
    roles.series === undefined &&
    columns[measures[0] ?? 0]?.type === 'int'
  ) {
    x = measures[0] ?? -1; // Two numbers and no text: the first is the place on the axis.
    measures = measures.slice(1);
  }
  const split = wishedSplit >= 0 ? wishedSplit : (words.find((i) => measures.length === 1 && i !== x) ?? -1);
  return { x, split: split === x ? -1 : split, measures };
}

function measureValue(value: unknown, column: AnswerColumn): number | null {
  return column.type === 'duration' ? durationSeconds(value) : toNumber(value);
}

/** What tells one value from another: its type and itself, never how it is printed. */
function keyOf(cell: unknown): string {
  if (cell === null || cell === undefined) return 'nothing';
  return `${typeof cell} ${typeof cell === 'object' ? JSON.stringify(cell) : String(cell)}`;
}

// On an axis and in a legend a number is a name: the year 2013, the hour 17.
const NAMED: NumberFormat = { format: 'plain' };

/** How the values of a column are written as names: with so many figures that no two of its numbers read alike. */
function namesFormat(column: AnswerColumn, cells: readonly unknown[], at: string): ColumnFormat {
  const format = columnFormat(column, cells, at, NAMED);
  return format.decimals === undefined
    ? format
    : { ...format, decimals: decimalsApart(cells.map(toNumber), format.decimals) };
}

/** What a value is called on an axis or in a legend: nothing, an empty text and a dash are three things. */
function nameOf(cell: unknown, format: ColumnFormat, locale: string): string {
  if (cell === null || cell === undefined) return wordsOf(locale).nothing;
  if (cell === '') return wordsOf(locale).empty_text;
  return formatCell(cell, format, locale);
}

/** Names of different values that read alike are made to differ: texts by quotation marks, all else by a number. */
function toldApart(names: readonly string[], cells: readonly unknown[]): string[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name, (times.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return names.map((name, i) => {
    const cell = cells[i];
    const alike = (times.get(name) ?? 0) > 1;
    let own = alike && typeof cell === 'string' && cell !== '' ? `“${cell}”` : name;
    for (let n = 2; taken.has(own); n += 1) own = `${name} (${n})`;
    taken.add(own);
    return own;
  });
}

/** The different values of some cells in their order, and which of them each cell is. */
interface Distinct {
  readonly cells: readonly unknown[];
  readonly places: readonly number[];
}

function distinct(cells: readonly unknown[], key: (cell: unknown, i: number) => string): Distinct {
  const known = new Map<string, number>();
  const kept: unknown[] = [];
  const places = cells.map((cell, i) => {
    const own = key(cell, i);
    const place = known.get(own) ?? kept.length;
    if (place === kept.length) {
      known.set(own, place);
      kept.push(cell);
    }
    return place;
  });
  return { cells: kept, places };
}

interface XAxis {
  readonly labels: readonly string[];
  readonly moments: readonly (number | null)[];
  /** For each row of the answer its place among the labels. */
  readonly places: readonly number[];
}

/** Distinct x in the answer's order. */
function axisOf(
  answer: Answer,
  x: number,
  split: number,
  temporal: boolean,
  at: string,
  locale: string,
): XAxis {
  const column = answer.columns[x];
  const cells = answer.rows.map((row) => (x < 0 ? null : row[x]));
  if (column === undefined) {
    // Without x and without a split every row is a place of its own.
    const numbered = split < 0;
    const { cells: kept, places } = distinct(cells, (_, i) => (numbered ? String(i) : ''));
    const labels = kept.map((_, i) => (numbered && cells.length > 1 ? String(i + 1) : ''));
    return { labels, moments: [], places };
  }
  // All rows without a date, and dates that cannot be read, have one place.
  const read = (cell: unknown) => (temporal && momentOf(cell) === null ? null : cell);
  const { cells: kept, places } = distinct(cells.map(read), keyOf);
  const format = namesFormat(column, cells, at);
  return {
    labels: toldApart(
      kept.map((cell) => nameOf(cell, format, locale)),
      kept,
    ),
    moments: temporal ? kept.map(momentOf) : [],
    places,
  };
}

/** Reads an answer as x and series. `zone` is the clock of moments whose column names none. */
export function seriesTable(answer: Answer, roles: Roles, zone: string, locale: string): SeriesTable {
  const { x, split, measures } = findColumns(answer, roles);
  const xColumn = answer.columns[x];
  const temporal = xColumn !== undefined && isTemporal(xColumn);
  const axis = axisOf(answer, x, split, temporal, zone, locale);

  const splitColumn = answer.columns[split];
  const splitCells = answer.rows.map((row) => row[split]);
  const parts = distinct(splitCells, splitColumn === undefined ? () => '' : keyOf);
  const format = splitColumn && namesFormat(splitColumn, splitCells, zone);
  const partNames =
    format === undefined
      ? parts.cells.map(() => '')
      : toldApart(
          parts.cells.map((cell) => nameOf(cell, format, locale)),
          parts.cells,
        );

  const made = new Map<
    string,
    { name: string; unit: string | undefined; values: (number | null)[]; there: boolean[] }
  >();
  let added = 0;
  let undated = 0;
  answer.rows.forEach((row, r) => {
    const place = axis.places[r] ?? 0;
    const part = parts.places[r] ?? 0;
    for (const m of measures) {
      const column = answer.columns[m];
      if (column === undefined) continue;
      const key = `${part} ${m}`;
      let one = made.get(key);
      if (one === undefined) {
        const own = partNames[part] ?? '';
        const name =
          splitColumn === undefined
            ? columnLabel(column)
            : measures.length > 1
              ? `${own} · ${columnLabel(column)}`
              : own;
        const places = axis.labels.length;
        one = {
          name,
          unit: column.unit,
          values: new Array<number | null>(places).fill(null),
          there: new Array<boolean>(places).fill(false),
        };
        made.set(key, one);
      }
      one.there[place] = true;
      const value = measureValue(row[m], column);
      if (value === null) continue;
      const before = one.values[place] ?? null;
      if (before !== null) added += 1;
      if (temporal && axis.moments[place] === null) undated += 1;
      one.values[place] = (before ?? 0) + value;
    }
  });

  const order = axis.labels.map((_, i) => i);
  const moment = (i: number) => axis.moments[i] ?? Number.POSITIVE_INFINITY;
  if (temporal) order.sort((a, b) => (moment(a) === moment(b) ? a - b : moment(a) - moment(b)));
  const all = [...made.values()];
  const names = toldApart(
    all.map((s) => s.name),
    all.map(() => undefined),
  );
  return {
    x: xColumn,
    temporal,
    moments: temporal ? order.map((i) => axis.moments[i] ?? null) : [],
    labels: order.map((i) => axis.labels[i] ?? ''),
    series: all.map((s, n) => ({
      label: names[n] ?? s.name,
      unit: s.unit,
      values: order.map((i) => s.values[i] ?? null),
      there: order.map((i) => s.there[i] ?? false),
    })),
    added,
    undated,
  };
}

/** Is there anything to draw? */
export function hasValues(table: SeriesTable): boolean {
  return table.series.some((s) => s.values.some((v) => v !== null));
}
