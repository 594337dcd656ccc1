/** The proposed document, by the columns of a dataset. */
import { expect, it } from 'vitest';
import type { Column, DashboardDocument } from '../../api/types';
import {
  categoryColumn,
  documentText,
  measureColumn,
  starterDocument,
  timeColumn,
  type StarterWords,
} from './starter';

const words: StarterWords = {
  count: 'Rows',
  overTime: (what) => `${what} over time`,
  by: (what, category) => `${what} by ${category}`,
  mean: (what) => `Mean ${what}`,
  rows: (dataset) => `Latest of ${dataset}`,
};
const flights: Column[] = [
  { name: 'year', type: 'int' },
  { name: 'flight', type: 'int' },
  { name: 'time_hour', type: 'timestamp' },
  { name: 'carrier', type: 'string' },
  { name: 'tail_id', type: 'string' },
  { name: 'arr_delay', type: 'float' },
  { name: 'dep_delay', type: 'float', unit: 'min' },
  { name: 'secret', type: 'string', hidden: true },
];
const make = (columns: Column[], kind = 'files'): DashboardDocument =>
  starterDocument({ name: 'd', label: 'D', columns, kind }, words, 'Europe/Vienna');
const kinds = (document: DashboardDocument) => document.widgets.map(({ kind }) => kind);

it('chooses columns that mean something', () => {
  expect(timeColumn(flights)?.name).toBe('time_hour');
  expect(measureColumn(flights)?.name).toBe('dep_delay');
  expect(categoryColumn(flights)?.name).toBe('carrier');
});

it('draws a count, a mean, a line, bars and a table', () => {
  const document = make(flights);
  expect(kinds(document)).toEqual(['stat', 'stat', 'line', 'bar', 'table']);
  expect(document.time?.column_hint).toBe('time_hour');
  expect(document.widgets[2]?.question).toMatchObject({
    select: [
      { column: 'time_hour', grain: 'day' },
      { avg: 'dep_delay', as: 'mean_dep_delay' },
    ],
  });
  expect(JSON.stringify(document)).not.toContain('secret');
});

it('makes do with less', () => {
  expect(kinds(make([{ name: 'note', type: 'string' }]))).toEqual(['stat', 'bar', 'table']);
  expect(kinds(make([{ name: 'at', type: 'timestamp' }]))).toEqual(['stat', 'line', 'table']);
  expect(kinds(make([]))).toEqual(['stat']);
});

it('is live where rows stream in', () => {
  expect(make(flights, 'ingest').widgets.every(({ refresh }) => refresh === 'live')).toBe(true);
  expect(make(flights).widgets.some(({ refresh }) => refresh !== undefined)).toBe(false);
});

it('keeps ids apart and widgets beside each other', () => {
  const { widgets } = make(flights);
  expect(new Set(widgets.map(({ id }) => id)).size).toBe(widgets.length);
  for (const [index, a] of widgets.entries()) {
    expect(a.place.x + a.place.w).toBeLessThanOrEqual(12);
    for (const b of widgets.slice(index + 1)) {
      const apart =
        a.place.x + a.place.w <= b.place.x ||
        b.place.x + b.place.w <= a.place.x ||
        a.place.y + a.place.h <= b.place.y ||
        b.place.y + b.place.h <= a.place.y;
      expect(apart, `${a.id} and ${b.id}`).toBe(true);
    }
  }
});

it('writes texts that read back as the same document', () => {
  const tricky = make(flights);
  tricky.widgets.push({
    id: 't',
    kind: 'text',
    place: { x: 0, y: 99, w: 1, h: 1 },
    options: { markdown: '{\n "x": 0,\n "y": 0,\n "w": 1,\n "h": 1 }' },
  });
  const text = documentText(tricky);
  expect(JSON.parse(text)).toEqual(tricky);
  expect(text).toContain('"place": { "x": 0, "y": 0, "w": 3, "h": 3 }');
});
