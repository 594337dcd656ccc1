/** Stat, table and text as models; above all that text can never become markup or a dangerous address. */
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer';
import type { DrawContext } from './context';
import { layoutOf } from './draw';
import { safeHref } from './href';
import { assignColours, themeOf } from './palette';
import type { StatLayout } from './stat/layout';
import { inSight } from './table/useWindow';
import { sortedRows } from './table/View';
import { type TableLayout, tableLayout } from './table/layout';
import { textLayout } from './text/layout';
import { columnWidths } from './table/widths';

const ctx: DrawContext = {
  theme: themeOf('light'),
  size: { width: 0, height: 0 },
  locale: 'en',
  timeZone: 'UTC',
  colours: assignColours([]),
};
function answer(columns: Answer['columns'], rows: unknown[][], truncated = false): Answer {
  return { columns, rows, row_count: rows.length, truncated, as_of: '', cached: false, fingerprint: '' };
}
const stat = (options: object, a: Answer) => layoutOf('stat', options, a, ctx) as StatLayout;
const days = [
  ['2013-01-02', 0.8],
  ['2013-01-01', 0.7],
  ['2013-01-03', 0.75],
];
const daily = answer(
  [
    { name: 'day', type: 'date' },
    { name: 'share', type: 'float' },
  ],
  days,
);

describe('stat', () => {
  it('draws no bucket that the chosen time cuts through, and counts it all the same', () => {
    const weeks = answer(
      [
        { name: 'week', type: 'timestamp', grain: 'week', zone: 'UTC' },
        { name: 'flights', type: 'int' },
      ],
      [
        ['2012-12-31T00:00:00Z', 60],
        ['2013-01-07T00:00:00Z', 70],
        ['2013-01-14T00:00:00Z', 75],
        ['2013-01-21T00:00:00Z', 80],
        ['2013-01-28T00:00:00Z', 20],
      ],
    );
    const at = (from: string, to: string) =>
      layoutOf('stat', { reduce: 'sum' }, weeks, {
        ...ctx,
        period: { from: Date.parse(from), to: Date.parse(to) },
      }) as StatLayout;
    const cut = at('2013-01-01T00:00:00Z', '2013-01-30T00:00:00Z');
    expect(cut.value).toBe(305);
    expect(cut.sparkline?.points).toEqual([
      [0, 1],
      [0.5, 0.5],
      [1, 0],
    ]);
    expect(at('2012-12-31T00:00:00Z', '2013-02-04T00:00:00Z').sparkline?.points).toHaveLength(5);
    expect(stat({ reduce: 'sum' }, weeks).sparkline?.points).toHaveLength(5);
  });
  it('follows another column with its line where one is named', () => {
    const both = answer(
      [
        { name: 'month', type: 'date' },
        { name: 'share', type: 'float' },
        { name: 'overall', type: 'float' },
      ],
      [
        ['2013-01-01', 0.6, 0.7],
        ['2013-02-01', 0.7, 0.7],
        ['2013-03-01', 0.8, 0.7],
      ],
    );
    const layout = stat({ value: 'overall', trend: 'share', compare: 'none' }, both);
    expect(layout).toMatchObject({ value: 0.7, comparison: null });
    expect(layout.sparkline?.points.map(([, y]) => y)).toEqual([1, 0.5, 0]);
  });
  it('shows the last by the calendar, compares with the one before, judges by thresholds', () => {
    const layout = stat(
      {
        format: 'percent',
        thresholds: [
          { at: 0.7, tone: 'warn' },
          { at: 0.78, tone: 'good' },
        ],
      },
      daily,
    );
    expect(layout).toMatchObject({
      text: '75.0',
      unit: '%',
      value: 0.75,
      tone: 'warn',
      colour: ctx.theme.warn,
      empty: false,
    });
    expect(layout.comparison).toMatchObject({ direction: 'down', tone: 'bad', text: '▼\u00a05.0\u00a0pts' });
    expect(layout.sparkline?.points).toEqual([
      [0, 1],
      [0.5, 0],
      [1, 0.5],
    ]);
    expect(layout.sparkline?.svg).toMatch(/^<svg .*<\/svg>$/);
  });
  it('reduces as told and turns good and bad around', () => {
    expect(stat({ reduce: 'max', sparkline: false }, daily)).toMatchObject({
      value: 0.8,
      sparkline: null,
      comparison: null,
    });
    expect(stat({ lower_is_better: true }, daily).comparison?.tone).toBe('good');
  });
  it('compares with a column of its own', () => {
    const two = answer(
      [
        { name: 'now', type: 'int' },
        { name: 'week_before', type: 'int' },
      ],
      [[97, 100]],
    );
    expect(stat({ compare: 'week_before' }, two).comparison).toMatchObject({
      text: '▼\u00a03.0\u00a0%',
      caption: 'Week before',
    });
    expect(stat({ compare: 'none' }, daily).comparison).toBeNull();
  });
  it('says so when there is no value', () => {
    expect(stat({}, { ...daily, rows: [] })).toMatchObject({ empty: true, value: null, text: 'No value' });
    expect(stat({}, answer([{ name: 'n', type: 'int' }], [[null]]))).toMatchObject({ empty: true });
  });
});

describe('table', () => {
  const flights = answer(
    [
      { name: 'carrier', type: 'string' },
      { name: 'dep_delay', type: 'int', unit: 'min' },
      { name: 'id', type: 'int' },
    ],
    [
      ['UA', 1301, 1],
      ['AA', null, 2],
      ['B6', 650, 3],
    ],
    true,
  );
  const table = (options: object) => layoutOf('table', options, flights, ctx) as TableLayout;
  it('writes cells, aligns numbers, names units once', () => {
    const layout = table({});
    expect(layout.columns.map((c) => [c.label, c.unit, c.align])).toEqual([
      ['Carrier', '', 'left'],
      ['Dep delay', 'min', 'right'],
      ['Id', '', 'right'],
    ]);
    expect(layout.rows.map((r) => r.map((c) => c.text))).toEqual([
      ['UA', '1,301', '1'],
      ['AA', '–', '2'],
      ['B6', '650', '3'],
    ]);
    expect(layout.note).toBe('Only the first 3 rows are shown');
  });
  it('chooses and orders columns, draws bars, colours by threshold', () => {
    const layout = table({
      columns: [
        { name: 'dep_delay', bar: true, thresholds: [{ at: 1000, tone: 'bad' }] },
        { name: 'carrier' },
      ],
    });
    expect(layout.columns.map((c) => c.name)).toEqual(['dep_delay', 'carrier']);
    expect(layout.rows[0]?.[0]).toEqual({ text: '1,301', bar: 1, tone: 'bad', colour: ctx.theme.bad });
    expect(layout.rows[1]?.[0]).toEqual({ text: '–' });
    expect(layout.rows[2]?.[0]?.bar).toBe(0.5);
    expect(table({ columns: [{ name: 'id', hidden: true }] }).columns.map((c) => c.name)).toEqual([
      'carrier',
      'dep_delay',
    ]);
  });
  it('links only where a link may lead', () => {
    const link = (template: string) =>
      table({ columns: [{ name: 'carrier', link: template }] }).rows[0]?.[0]?.href;
    expect(link('https://example.org/{value}')).toBe('https://example.org/UA');
    expect(link('javascript:alert("{value}")')).toBeUndefined();
  });
  it('sorts by value, nothing last', () => {
    const layout = tableLayout({ columns: [] }, flights, ctx);
    expect(sortedRows(flights, layout, { column: 1, desc: true }, 'en')).toEqual([0, 2, 1]);
    expect(sortedRows(flights, layout, { column: 1, desc: false }, 'en')).toEqual([2, 0, 1]);
    expect(sortedRows(flights, layout, null, 'en')).toEqual([0, 1, 2]);
  });
  it('draws only rows in sight', () => {
    expect(inSight(0, 310, 31, 10_000)).toEqual({ first: 0, end: 22 });
    expect(inSight(31_000, 310, 31, 10_000)).toEqual({ first: 988, end: 1022 });
    expect(inSight(99_999_999, 310, 31, 5)).toEqual({ first: 0, end: 5 });
  });
});

describe('text', () => {
  const text = (markdown: string) => textLayout({ markdown, align: 'left' }).blocks;
  it('becomes headings, lists, emphasis and links', () => {
    expect(text('# A *b*\n\n1. one\n2. two')).toEqual([
      { type: 'heading', level: 1, runs: [{ text: 'A ' }, { text: 'b', em: true }] },
      {
        type: 'list',
        ordered: true,
        start: 1,
        items: [
          [{ type: 'paragraph', runs: [{ text: 'one' }] }],
          [{ type: 'paragraph', runs: [{ text: 'two' }] }],
        ],
      },
    ]);
    expect(text('**[x](https://example.org)** & &lt;b&gt;')).toEqual([
      {
        type: 'paragraph',
        runs: [{ text: 'x', strong: true, href: 'https://example.org' }, { text: ' & <b>' }],
      },
    ]);
  });
  it('never carries markup, only text that looks like it', () => {
    const blocks = text('<script>alert(1)</script>\n\nhello <img src=x onerror=alert(1)> there');
    expect(blocks.every((b) => b.type === 'paragraph')).toBe(true);
    expect(JSON.stringify(blocks)).not.toContain('"html"');
    expect(JSON.stringify(blocks)).toContain('<script>alert(1)</script>'); // As text: views write it as such.
  });
  it('drops dangerous addresses and foreign pictures', () => {
    for (const bad of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java&#x73;cript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '//evil.example',
      '/\\evil.example',
    ]) {
      expect(JSON.stringify(text(`[x](<${bad}>)`)), bad).not.toContain('href');
    }
    expect(JSON.stringify(text('![pixel](https://evil.example/p.png)'))).not.toContain('evil.example');
  });
  it('knows followable addresses', () => {
    expect(safeHref('java\nscript:alert(1)')).toBeUndefined();
    expect(safeHref(' https://example.org')).toBe('https://example.org');
    expect(safeHref('/d/dsh_1')).toBe('/d/dsh_1');
    expect(safeHref('mailto:a@example.org')).toBe('mailto:a@example.org');
  });
});

describe('column widths', () => {
  const column = (type: string, weight: number) => ({
    name: '',
    label: '',
    unit: '',
    align: type === 'string' ? ('left' as const) : ('right' as const),
    type,
    weight,
    source: 0,
  });
  const columns = [column('string', 40), column('int', 10), column('int', 10)];
  const sum = (widths: number[]) => Math.round(widths.reduce((a, b) => a + b, 0));
  it('fill the room, and let long texts give way before any number', () => {
    const full = columnWidths(columns, 0);
    expect(sum(columnWidths(columns, 900))).toBe(900);
    const tight = columnWidths(columns, sum(full) - 100);
    expect(sum(tight)).toBe(sum(full) - 100);
    expect(tight.slice(1)).toEqual(full.slice(1));
    const [text = 0, ...numbers] = columnWidths(columns, 50);
    expect(numbers).toEqual(full.slice(1));
    expect(text).toBeGreaterThan(100);
  });
});
