/** The drawings: what comes out of answers, and that equal input gives equal output. */
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer';
import bar from './bar/demo.json';
import { optionOf } from './draw';
import { labelsOf } from './labels';
import line from './line/demo.json';
import { assignColours, coloursFor } from './palette';
import pie from './pie/demo.json';
import { findColumns, seriesTable } from './series';
import { answer, ctx } from './testing';

type Drawn = {
  name?: string;
  type?: string;
  stack?: string;
  data?: unknown[];
  itemStyle?: { color?: string };
  areaStyle?: object;
};
function seriesOf(kind: string, options: unknown, a: Answer, c = ctx): Drawn[] {
  const { series } = optionOf(kind, options, a, c);
  return (Array.isArray(series) ? series : [series]) as Drawn[];
}

describe('names at the ends of lines', () => {
  it('stand beside the plot, also where a line ends early', () => {
    const table = answer(
      [
        { name: 'hour', type: 'int' },
        { name: 'origin', type: 'string' },
        { name: 'delay', type: 'float' },
      ],
      [
        [22, 'JFK', 20],
        [22, 'LGA', 25],
        [23, 'JFK', 30],
      ],
    );
    const option = optionOf('line', { x: 'hour', split: 'origin' }, table, ctx);
    const right = (option.grid as { right: number }).right;
    const drawn = option.series as { labelLayout?: { x: number } }[];
    const ends = drawn.flatMap((s) => s.labelLayout ?? []);
    expect(ends.map((end) => end.x > ctx.size.width - right)).toEqual([true, true]);
    expect((option.xAxis as { data: string[] }).data).toEqual(['22', '23']);
  });
});

describe('columns', () => {
  const columns = [
    { name: 'carrier', type: 'string' },
    { name: 'day', type: 'date' },
    { name: 'n', type: 'int' },
  ];
  it('takes the calendar for x and the text for the series, in either order', () => {
    expect(findColumns(answer(columns, []), {})).toEqual({ x: 1, split: 0, measures: [2] });
    expect(
      findColumns(
        answer(
          [1, 0, 2].flatMap((i) => columns[i] ?? []),
          [],
        ),
        {},
      ),
    ).toEqual({
      x: 0,
      split: 1,
      measures: [2],
    });
  });
  it('does what the options name', () => {
    expect(findColumns(answer(columns, []), { x: 'carrier', split: 'day' })).toEqual({
      x: 0,
      split: 1,
      measures: [2],
    });
    expect(findColumns(answer(columns, []), { x: 'nowhere' }).x).toBe(1);
  });
  it('puts a calendar in order and leaves holes where a series has no row', () => {
    const table = seriesTable(
      answer(columns, [
        ['UA', '2013-01-03', 3],
        ['B6', '2013-01-01', 1],
        ['UA', '2013-01-01', 2],
      ]),
      {},
      'UTC',
      'en',
    );
    expect(table.labels).toEqual(['1 Jan 2013', '3 Jan 2013']);
    expect(table.series).toEqual([
      { label: 'UA', unit: undefined, values: [2, 3], there: [true, true] },
      { label: 'B6', unit: undefined, values: [1, null], there: [true, false] },
    ]);
  });
});

describe('drawings', () => {
  it('are the same for the same input', () => {
    for (const demo of [line, bar, pie]) {
      const one = JSON.stringify(optionOf(demo.kind, demo.options, demo.answer, ctx));
      expect(JSON.stringify(optionOf(demo.kind, demo.options, demo.answer, ctx))).toBe(one);
      expect(one).toContain('"animation":false');
    }
  });
  it('name few lines at their ends and many below', () => {
    const few = optionOf('line', line.options, line.answer, ctx);
    expect(few.legend).toBeUndefined();
    expect(JSON.stringify(few.series)).toContain('endLabel');
    const rows = Array.from({ length: 5 }, (_, i) => ['2013-01-01', `s${i}`, i]);
    const many = optionOf('line', {}, answer(line.answer.columns, rows), ctx);
    expect(many.legend).toMatchObject({ data: ['s0', 's1', 's2', 's3', 's4'] });
    expect(JSON.stringify(many.series)).not.toContain('endLabel');
  });
  it('turn, stack and group bars', () => {
    const lying = optionOf('bar', { horizontal: true }, bar.answer, ctx);
    expect(lying.yAxis).toMatchObject({ type: 'category', inverse: true });
    expect(lying.xAxis).toMatchObject({ type: 'value' });
    expect(seriesOf('bar', { stacked: true }, line.answer).map((s) => s.stack)).toEqual([
      'all',
      'all',
      'all',
    ]);
    expect(seriesOf('bar', {}, line.answer).every((s) => s.stack === undefined)).toBe(true);
  });
  it('fill areas and stack them unless told otherwise', () => {
    const stacked = seriesOf('area', {}, line.answer);
    expect(stacked.every((s) => s.areaStyle !== undefined && s.stack === 'all')).toBe(true);
    expect(seriesOf('area', { stacked: false }, line.answer).every((s) => s.stack === undefined)).toBe(true);
  });
  it('gather small slices in grey, last', () => {
    const slices = seriesOf('pie', { slices: 3 }, pie.answer)[0]?.data as {
      name: string;
      itemStyle: { color: string };
    }[];
    expect(slices.map((s) => s.name)).toEqual(['United', 'JetBlue', 'Others (10)']);
    expect(slices[2]?.itemStyle.color).toBe(ctx.theme.grey);
  });
  it('say in words when there is nothing, or nothing to draw', () => {
    expect(JSON.stringify(optionOf('bar', {}, { ...bar.answer, rows: [] }, ctx))).toContain(
      'Nothing to show',
    );
    const words = answer([{ name: 'a', type: 'string' }], [['x']]);
    expect(JSON.stringify(optionOf('line', {}, words, ctx))).toContain('no numbers');
    expect(JSON.stringify(optionOf('gauge', {}, words, ctx))).toContain('not known');
  });
  it('survive options that do not fit, keeping those that do', () => {
    const drawn = optionOf('bar', { horizontal: true, decimals: 'three', stacked: 7 }, bar.answer, ctx);
    expect(drawn.yAxis).toMatchObject({ type: 'category' });
  });
});

describe('colours', () => {
  it('are given out in the order of the dashboard and shared by label', () => {
    const known = assignColours(['JFK', 'EWR', 'JFK', 'LGA']);
    const c = { ...ctx, colours: known };
    const colour = new Map(seriesOf('line', {}, line.answer, c).map((s) => [s.name, s.itemStyle?.color]));
    expect(colour.get('JFK')).toBe(ctx.theme.data[0]);
    expect(colour.get('EWR')).toBe(ctx.theme.data[1]);
    expect(colour.get('LGA')).toBe(ctx.theme.data[2]);
  });
  it('of unknown labels stay clear of the known ones', () => {
    const [a, b] = coloursFor(ctx.theme, ['new', 'old'], assignColours(['old']));
    expect(b).toBe(ctx.theme.data[0]);
    expect(a).toBe(ctx.theme.data[1]);
  });
  it('are claimed by slices and by several series, not by a single one', () => {
    expect(labelsOf('line', {}, line.answer, 'UTC', 'en')).toEqual(['EWR', 'JFK', 'LGA']);
    expect(labelsOf('bar', {}, bar.answer, 'UTC', 'en')).toEqual([]);
    expect(labelsOf('pie', { slices: 3 }, pie.answer, 'UTC', 'en')).toEqual(['United', 'JetBlue']);
  });
});
