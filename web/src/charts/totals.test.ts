/**
 * What a picture shows adds up to what the table shows: over every kind that draws series, for answers made at random
 * with nothing, empty texts, dashes, equal rows, clock changes and both signs. What is left out is said.
 */
import { describe, expect, it } from 'vitest';
import type { Answer, AnswerColumn } from './answer';
import { layoutOf, optionOf } from './draw';
import { notesOf } from './notes';
import { seriesTable } from './series';
import { answer, ctx as plain } from './testing';
import { momentOf } from './time';

const ZONE = 'Europe/Berlin';
const ctx = { ...plain, timeZone: ZONE };

/** Numbers between 0 and 1 that are the same at every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Drawn = { name?: string; id?: string; data: unknown[] };

/** Everything that a drawing shows as a length, added up. */
function shown(kind: string, options: object, a: Answer): number {
  const { series } = optionOf(kind, options, a, ctx);
  const all = (Array.isArray(series) ? series : series === undefined ? [] : [series]) as Drawn[];
  const value = (point: unknown): number => {
    if (typeof point === 'number') return point;
    if (Array.isArray(point)) return value(point[1]);
    return typeof point === 'object' && point !== null && 'value' in point ? value(point.value) : 0;
  };
  // Dots show again what a line shows, where it alone would not be seen.
  return all
    .filter((s) => s.id?.includes('dots') !== true)
    .flatMap((s) => s.data)
    .reduce<number>((sum, point) => sum + value(point), 0);
}

/** Hours around the change of clocks, of which two show the same. */
const HOURS = Array.from({ length: 8 }, (_, i) =>
  new Date((momentOf('2024-10-26T22:00:00Z') ?? 0) + i * 3_600_000).toISOString(),
);
const WORDS = [null, '', '–', '(none)', '(empty)', 'open', 'closed', '1', '“1”'];

function random(seed: number, signs: boolean): Answer {
  const next = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const temporal = next() < 0.5;
  const split = next() < 0.5;
  const columns: AnswerColumn[] = [
    temporal
      ? { name: 'at', type: 'timestamp', zone: ZONE, ...(next() < 0.5 ? { grain: 'hour' } : {}) }
      : { name: 'status', type: 'string' },
    ...(split ? [{ name: 'part', type: 'string' }] : []),
    { name: 'n', type: 'int' },
  ];
  const rows = Array.from({ length: Math.floor(next() * 40) + 1 }, () => [
    temporal ? pick([...HOURS, ...HOURS, null]) : pick(WORDS),
    ...(split ? [pick(WORDS)] : []),
    next() < 0.1 ? null : Math.floor(next() * 100) - (signs ? 50 : 0),
  ]);
  return answer(columns, rows);
}

const total = (a: Answer, keep: (row: readonly unknown[]) => boolean = () => true) =>
  a.rows
    .filter(keep)
    .reduce<number>(
      (sum, row) => sum + (typeof row[row.length - 1] === 'number' ? Number(row[row.length - 1]) : 0),
      0,
    );

describe('totals', () => {
  it('of a drawing are those of the table, and what is not drawn is said', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const a = random(seed, seed % 2 === 0);
      const why = `seed ${seed}: ${JSON.stringify(a.rows)}`;
      const roles = { x: a.columns[0]?.name, ...(a.columns.length > 2 ? { split: 'part' } : {}) };
      const table = seriesTable(a, roles, ZONE, 'en');
      const values = table.series.flatMap((s) => s.values);
      expect(
        values.reduce<number>((sum, v) => sum + (v ?? 0), 0),
        why,
      ).toBe(total(a));
      expect(new Set(table.labels).size, why).toBe(table.labels.length);
      expect(new Set(table.series.map((s) => s.label)).size, why).toBe(table.series.length);
      const counted = a.rows.filter((row) => typeof row[row.length - 1] === 'number').length;
      expect(values.filter((v) => v !== null).length + table.added, why).toBe(counted);

      for (const stacked of [false, true]) {
        expect(shown('bar', { ...roles, stacked }, a), why).toBe(total(a));
        const undated = table.temporal ? total(a, (row) => row[0] === null) : 0;
        for (const kind of ['line', 'area'])
          expect(shown(kind, { ...roles, stacked }, a) + undated, `${kind} ${why}`).toBe(total(a));
      }
      const notes = notesOf('line', roles, a, ZONE, 'en').join(' ');
      expect(notes.includes('without a time'), why).toBe(table.undated > 0);
      expect(notes.includes('same place'), why).toBe(table.added > 0);
      if (seed % 2 === 1 && !table.temporal) expect(shown('pie', roles, a), why).toBe(total(a));
      const layout = layoutOf('stat', { value: 'n', reduce: 'sum' }, a, ctx);
      if (layout.kind === 'stat' && layout.value !== null) expect(layout.value, why).toBe(total(a));
    }
  });
});

describe('nothing, an empty text and a dash', () => {
  const a = answer(
    [
      { name: 'status', type: 'string' },
      { name: 'n', type: 'int' },
    ],
    [
      [null, 3],
      ['', 5],
      ['open', 7],
      ['closed', 2],
      [null, 1],
      ['–', 4],
    ],
  );
  it('are three things on every kind', () => {
    const { xAxis } = optionOf('bar', {}, a, ctx);
    expect((xAxis as { data: string[] }).data).toEqual(['(none)', '(empty)', 'open', 'closed', '–']);
    const { series } = optionOf('bar', {}, a, ctx);
    expect((series as Drawn[])[0]?.data).toEqual([4, 5, 7, 2, 4]);
    const slices = (optionOf('pie', {}, a, ctx).series as Drawn[])[0]?.data as {
      name: string;
      value: number;
    }[];
    expect(Object.fromEntries(slices.map((s) => [s.name, s.value]))).toEqual({
      '(none)': 4,
      '(empty)': 5,
      open: 7,
      closed: 2,
      '–': 4,
    });
    const layout = layoutOf('table', {}, a, ctx);
    expect(layout.kind === 'table' ? layout.rows.map((r) => r[0]?.text) : []).toEqual([
      '(none)',
      '(empty)',
      'open',
      'closed',
      '(none)',
      '–',
    ]);
  });
  it('and rows of one place are added, and that is said', () => {
    expect(notesOf('bar', {}, a, 'UTC', 'en')).toEqual([
      '1 value has the same place as another and was added to it',
    ]);
    expect(notesOf('table', {}, a, 'UTC', 'en')).toEqual([]);
  });
  it('also when a text reads like one of them', () => {
    const twin = answer(a.columns, [
      [null, 1],
      ['(none)', 2],
    ]);
    expect((optionOf('bar', {}, twin, ctx).xAxis as { data: string[] }).data).toEqual(['(none)', '“(none)”']);
  });
});

describe('the change of clocks in Berlin', () => {
  const rows = Array.from({ length: 20 }, (_, i) => [
    new Date((momentOf('2024-10-26T20:00:00Z') ?? 0) + i * 3_600_000).toISOString(),
    100 + i,
  ]);
  const a = answer(
    [
      { name: 'at', type: 'timestamp', grain: 'hour', zone: ZONE },
      { name: 'kwh', type: 'int' },
    ],
    rows,
  );
  it('leaves every hour a point and a bar of its own', () => {
    const line = (optionOf('line', {}, a, ctx).series as Drawn[])[0]?.data as [number, number][];
    expect(line).toHaveLength(20);
    expect(new Set(line.map(([x]) => x)).size).toBe(20);
    const labels = (optionOf('bar', {}, a, ctx).xAxis as { data: string[] }).data;
    expect(labels.slice(3, 7)).toEqual([
      '27 Oct 01:00',
      '27 Oct 02:00 (UTC+2)',
      '27 Oct 02:00 (UTC+1)',
      '27 Oct 03:00',
    ]);
    expect(notesOf('bar', {}, a, ZONE, 'en')).toEqual([]);
  });
});

describe('an answer that was cut', () => {
  const cut = answer(
    [
      { name: 'k', type: 'string' },
      { name: 'n', type: 'int' },
    ],
    [
      ['a', 1],
      ['b', 2],
    ],
    { truncated: true, limit: 2 },
  );
  it('says so on every kind, in both languages', () => {
    for (const kind of ['line', 'area', 'bar', 'pie', 'stat']) {
      expect(notesOf(kind, {}, cut, 'UTC', 'en').join(), kind).toMatch(/first 2 rows only: there are more/);
      expect(notesOf(kind, {}, cut, 'UTC', 'de').join(), kind).toMatch(/ersten 2 Zeilen/);
    }
    const layout = layoutOf('table', {}, cut, ctx);
    expect(layout.kind === 'table' ? layout.note : null).toBe('Only the first 2 rows are shown');
    expect(notesOf('line', {}, { ...cut, truncated: false }, 'UTC', 'en')).toEqual([]);
  });
  it('tells what the server noted', () => {
    const noted = {
      ...cut,
      truncated: false,
      notes: ['some numbers are infinite or undefined and shown as empty'],
    };
    expect(notesOf('stat', {}, noted, 'UTC', 'de')).toEqual([
      'Einige Zahlen sind unendlich oder unbestimmt und leer dargestellt',
    ]);
  });
});

describe('long numbers', () => {
  it('are written to the last figure by stats and tables, and as about right where they are drawn', () => {
    const ids = answer([{ name: 'likes', type: 'int' }], [['6176900062392749367'], ['1']]);
    const stat = (reduce: string) => {
      const layout = layoutOf('stat', { reduce, sparkline: false }, ids, ctx);
      return layout.kind === 'stat' ? layout.text : '';
    };
    expect(stat('max')).toBe('6,176,900,062,392,749,367');
    expect(stat('sum')).toBe('6,176,900,062,392,749,368');
    expect(stat('avg').replaceAll('\u00a0', ' ')).toBe('3.09 × 10¹⁸');
  });
});
