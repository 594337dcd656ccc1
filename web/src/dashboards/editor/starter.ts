/**
 * The first document of a new dashboard: proposed from a dataset's columns, so that a page stands there at once and
 * can be changed instead of invented. It guesses by type and name only and asks no data.
 */
import type { Column, DashboardDocument, Select, Widget } from '../../api/types';

/** What the proposal needs to know of a dataset. */
export type StarterDataset = { name: string; label: string; columns: readonly Column[]; kind: string };

/** Titles in the reader's language; the caller gives them, this file holds no words. */
export type StarterWords = {
  count: string;
  overTime: (what: string) => string;
  by: (what: string, category: string) => string;
  mean: (what: string) => string;
  rows: (dataset: string) => string;
};

const numeric = new Set(['int', 'float', 'decimal']);
const temporal = new Set(['timestamp', 'date']);
/** Numbers that name something instead of measuring it make senseless means. */
const identifier =
  /(^|_)(id|key|no|nr|num|number|code|year|month|day|hour|minute|week|zip|lat|lon|latitude|longitude|flight)($|_)/i;

function label(column: Column): string {
  return column.label ?? column.name;
}

/** The column to draw time along: a timestamp before a date, a telling name before others. */
export function timeColumn(columns: readonly Column[]): Column | undefined {
  const times = columns.filter((column) => temporal.has(column.type));
  return (
    times.find((column) => column.type === 'timestamp' && /time|at$|stamp|hour/i.test(column.name)) ??
    times.find((column) => column.type === 'timestamp') ??
    times[0]
  );
}

/** The number most worth a mean: one with a unit, else the first that does not look like an identifier. */
export function measureColumn(columns: readonly Column[]): Column | undefined {
  const numbers = columns.filter((column) => numeric.has(column.type) && !identifier.test(column.name));
  return numbers.find((column) => column.unit !== undefined) ?? numbers[0];
}

/** The text most worth a bar for each value: not an id, not the label of everything. */
export function categoryColumn(columns: readonly Column[]): Column | undefined {
  const texts = columns.filter((column) => column.type === 'string');
  return (
    texts.find((column) =>
      /carrier|category|kind|type|status|state|region|country|city|origin|group/i.test(column.name),
    ) ??
    texts.find((column) => !/(^|_)id$|name$|description|comment|url|email/i.test(column.name)) ??
    texts[0]
  );
}

/** A grain that gives a readable line for data of unknown length: days, or hours where rows stream in. */
function grainFor(dataset: StarterDataset, column: Column): 'hour' | 'day' {
  return dataset.kind === 'ingest' && column.type === 'timestamp' ? 'hour' : 'day';
}

/** The proposal, on its author's clock. Columns that are hidden are never part of it. */
export function starterDocument(
  dataset: StarterDataset,
  words: StarterWords,
  zone: string,
): DashboardDocument {
  const columns = dataset.columns.filter((column) => column.hidden !== true);
  const time = timeColumn(columns);
  const measure = measureColumn(columns);
  const category = categoryColumn(columns);
  const live = dataset.kind === 'ingest' ? { refresh: 'live' } : {};
  const mean = measure ? `mean_${measure.name}` : '';
  const value: Select = measure ? { avg: measure.name, as: mean } : { count: '*', as: 'rows' };
  const valueName = measure ? mean : 'rows';
  const what = measure ? words.mean(label(measure)) : words.count;
  const unit = measure?.unit ? { options: { unit: measure.unit } } : {};
  const widgets: Widget[] = [];
  let y = 0;

  const stats: Widget[] = [
    {
      id: 'count',
      kind: 'stat',
      title: words.count,
      place: { x: 0, y, w: 3, h: 3 },
      question: { dataset: dataset.name, select: [{ count: '*', as: 'rows' }] },
      ...live,
    },
  ];
  if (measure) {
    stats.push({
      id: 'mean',
      kind: 'stat',
      title: words.mean(label(measure)),
      place: { x: 3, y, w: 4, h: 3 },
      question: { dataset: dataset.name, select: [{ avg: measure.name, as: mean }] },
      ...live,
      ...unit,
    });
  }
  widgets.push(...stats);
  y += 3;

  if (time) {
    const grain = grainFor(dataset, time);
    widgets.push({
      id: 'over-time',
      kind: 'line',
      title: words.overTime(what),
      place: { x: 0, y, w: category ? 7 : 12, h: 7 },
      question: {
        dataset: dataset.name,
        select: [{ column: time.name, grain }, value],
        order: [{ by: time.name }],
        limit: 1000,
      },
      ...live,
      ...unit,
    });
  }
  if (category) {
    widgets.push({
      id: 'by-category',
      kind: 'bar',
      title: words.by(what, label(category)),
      place: time ? { x: 7, y, w: 5, h: 7 } : { x: 0, y, w: 12, h: 7 },
      question: {
        dataset: dataset.name,
        select: [{ column: category.name }, value],
        order: [{ by: valueName, desc: true }],
        limit: 12,
      },
      ...live,
      options: { horizontal: true, ...(measure?.unit ? { unit: measure.unit } : {}) },
    });
  }
  if (time || category) y += 7;

  const shown = columns.slice(0, 8);
  if (shown.length > 0) {
    widgets.push({
      id: 'rows',
      kind: 'table',
      title: words.rows(dataset.label),
      place: { x: 0, y, w: 12, h: 9 },
      question: {
        dataset: dataset.name,
        select: shown.map((column) => ({ column: column.name })),
        ...(time && shown.includes(time) ? { order: [{ by: time.name, desc: true }] } : {}),
        limit: 100,
      },
      ...live,
    });
  }
  return {
    version: 1,
    time: { zone, ...(time ? { column_hint: time.name } : {}) },
    variables: [],
    widgets,
  };
}

/** A document without a dataset to start from: a title text that says what to do next comes from the caller. */
export function emptyDocument(markdown: string, zone: string): DashboardDocument {
  return {
    version: 1,
    time: { zone },
    variables: [],
    widgets: [{ id: 'welcome', kind: 'text', place: { x: 0, y: 0, w: 12, h: 3 }, options: { markdown } }],
  };
}

const place = /\{\s*"x": (\d+),\s*"y": (\d+),\s*"w": (\d+),\s*"h": (\d+)\s*\}/g;

/** A document as people read it: two blanks deep, places and short lists on one line. */
export function documentText(document: DashboardDocument): string {
  return JSON.stringify(document, null, 2)
    .replace(place, '{ "x": $1, "y": $2, "w": $3, "h": $4 }')
    .replace(
      /\{\n\s+("[\w]+": (?:"[^"\n]*"|[\d.]+|true|false)(?:,\n\s+"[\w]+": (?:"[^"\n]*"|[\d.]+|true|false)){0,2})\n\s+\}/g,
      (whole, inner: string) => {
        const line = `{ ${inner.replace(/,\n\s+/g, ', ')} }`;
        return line.length <= 80 ? line : whole;
      },
    );
}
