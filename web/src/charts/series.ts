/**
 * From an answer's table to what a chart draws: one x and some series. The first text or time column is x and every
 * number a series, unless the options name columns; a second text column splits one number into several series.
 */
import { type Answer, type AnswerColumn, columnLabel, isNumeric, isTemporal, toNumber } from './answer';
import { columnFormat, durationSeconds, formatCell, type NumberFormat } from './format';
import { wallTime, zoneOf } from './time';

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
  /** Is x a calendar axis? Then `walls` holds its wall times, ascending. */
  readonly temporal: boolean;
  readonly walls: readonly number[];
  /** What each x is called. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
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

interface XAxis {
  readonly labels: string[];
  readonly walls: number[];
  /** For each row of the answer its place among the labels, -1 where its x is no date. */
  readonly rowPlace: number[];
}

// On an axis and in a legend a number is a name: the year 2013, the hour 17.
const NAMED: NumberFormat = { format: 'plain' };

// Distinct x in the answer's order.
function distinctX(
  answer: Answer,
  x: number,
  split: number,
  temporal: boolean,
  at: string,
  locale: string,
): XAxis {
  const column = answer.columns[x];
  const cells = answer.rows.map((row) => (x < 0 ? null : row[x]));
  const zone = temporal ? zoneOf(cells, at) : at;
  const format = column === undefined ? undefined : columnFormat(column, cells, zone, NAMED);
  const numbered = x < 0 && split < 0;
  const keys = new Map<string, number>();
  const labels: string[] = [];
  const walls: number[] = [];
  const rowPlace = cells.map((cell, r) => {
    const wall = temporal ? wallTime(cell, zone) : null;
    if (temporal && wall === null) return -1;
    const key = numbered ? String(r) : temporal ? String(wall) : String(cell ?? '');
    const kept = keys.get(key);
    if (kept !== undefined) return kept;
    const place = labels.length;
    keys.set(key, place);
    labels.push(
      format !== undefined
        ? formatCell(cell, format, locale)
        : numbered && cells.length > 1
          ? String(r + 1)
          : '',
    );
    walls.push(wall ?? 0);
    return place;
  });
  return { labels, walls, rowPlace };
}

/** Reads an answer as x and series. `zone` places instants on the wall clock. */
export function seriesTable(answer: Answer, roles: Roles, zone: string, locale: string): SeriesTable {
  const { x, split, measures } = findColumns(answer, roles);
  const xColumn = answer.columns[x];
  const temporal = xColumn !== undefined && isTemporal(xColumn);
  const axis = distinctX(answer, x, split, temporal, zone, locale);

  const made = new Map<
    string,
    { label: string; unit: string | undefined; values: (number | null)[]; there: boolean[] }
  >();
  const splitColumn = answer.columns[split];
  const splitFormat =
    splitColumn &&
    columnFormat(
      splitColumn,
      answer.rows.map((r) => r[split]),
      zone,
      NAMED,
    );
  answer.rows.forEach((row, r) => {
    const place = axis.rowPlace[r] ?? -1;
    if (place < 0) return;
    for (const m of measures) {
      const column = answer.columns[m];
      if (column === undefined) continue;
      const part = splitFormat === undefined ? '' : formatCell(row[split], splitFormat, locale);
      const label =
        splitFormat === undefined
          ? columnLabel(column)
          : measures.length > 1
            ? `${part} · ${columnLabel(column)}`
            : part;
      let one = made.get(label);
      if (one === undefined) {
        const places = axis.labels.length;
        one = {
          label,
          unit: column.unit,
          values: new Array<number | null>(places).fill(null),
          there: new Array<boolean>(places).fill(false),
        };
        made.set(label, one);
      }
      one.values[place] = measureValue(row[m], column);
      one.there[place] = true;
    }
  });

  const order = axis.labels.map((_, i) => i);
  if (temporal) order.sort((a, b) => (axis.walls[a] ?? 0) - (axis.walls[b] ?? 0));
  return {
    x: xColumn,
    temporal,
    walls: temporal ? order.map((i) => axis.walls[i] ?? 0) : [],
    labels: order.map((i) => axis.labels[i] ?? ''),
    series: [...made.values()].map((s) => ({
      ...s,
      values: order.map((i) => s.values[i] ?? null),
      there: order.map((i) => s.there[i] ?? false),
    })),
  };
}

/** Is there anything to draw? */
export function hasValues(table: SeriesTable): boolean {
  return table.series.some((s) => s.values.some((v) => v !== null));
}
