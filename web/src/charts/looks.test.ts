/**
 * Pictures of odd data: single points, series of different days, signs that differ, crowds, many bars. What is drawn adds
 * up to what the table says, and what is not drawn is said.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer';
import { barOption, barParts, barSize } from './bar/option';
import { barSpec } from './bar/spec';
import type { DrawContext } from './context';
import { crowdOf, MOST_SERIES, summed } from './crowd';
import { optionOf } from './draw';
import { labelsOf } from './labels';
import { seriesTable } from './series';
import { answer, ctx } from './testing';
import { tipElement } from './tip';
import { readOptions } from './spec';

/** A sample file as an answer: numbers where its type says so, nothing where the cell is empty. */
function sample(name: string, types: readonly string[]): Answer {
  const csv = readFileSync(`../fixtures/cases/${name}.csv`, 'utf8');
  const [head = '', ...lines] = csv.trimEnd().split('\n');
  const cell = (text: string, type: string | undefined) =>
    text === '' ? null : type === 'int' ? Number(text) : text;
  return answer(
    head.split(',').map((name, at) => ({ name, type: types[at] ?? 'string' })),
    lines.map((line) => line.split(',').map((text, at) => cell(text, types[at]))),
  );
}

type Drawn = {
  id?: string;
  name?: string;
  type?: string;
  data?: unknown[];
  silent?: boolean;
  label?: { formatter?: (p: { dataIndex: number }) => string };
  itemStyle?: { color?: string };
};
const seriesOf = (kind: string, options: object, a: Answer, c = ctx): Drawn[] => {
  const { series } = optionOf(kind, options, a, c);
  return (Array.isArray(series) ? series : [series]) as Drawn[];
};
const saidBy = (kind: string, options: object, a: Answer, c = ctx): string[] => {
  const { title } = optionOf(kind, options, a, c);
  return (Array.isArray(title) ? title : [title]).flatMap((one) => (one?.text ?? '').split('\n'));
};
const valueOf = (point: unknown): number => {
  const last: unknown = Array.isArray(point) ? point[point.length - 1] : point;
  return typeof last === 'number' ? last : 0;
};
const sumOf = (drawn: readonly Drawn[]) =>
  drawn.flatMap((one) => one.data ?? []).reduce<number>((sum, point) => sum + valueOf(point), 0);

// Numbers that are the same in every run.
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('points and lines', () => {
  it('a point without neighbours is a dot', () => {
    const isolated = sample('isolated_points', ['timestamp', 'int']);
    const [line, dots] = seriesOf('line', {}, isolated);
    expect(line?.data).toHaveLength(60);
    expect(dots?.data?.map(valueOf)).toEqual([40, 52, 64, 76, 88]);
    expect(dots).toMatchObject({ name: 'Signal', showSymbol: true, silent: true });
    expect(seriesOf('line', { connect: true }, isolated)).toHaveLength(1);
  });
  it('a dot of a stack stands where the stack is', () => {
    const stack = answer(
      [
        { name: 'day', type: 'date' },
        { name: 'part', type: 'string' },
        { name: 'n', type: 'int' },
      ],
      [
        ['2025-01-01', 'a', 10],
        ['2025-01-02', 'a', 20],
        ['2025-01-03', 'a', 30],
        ['2025-01-01', 'b', null],
        ['2025-01-02', 'b', 5],
        ['2025-01-03', 'b', null],
      ],
    );
    const dots = seriesOf('area', {}, stack).filter((one) => one.silent === true);
    expect(dots.map((one) => [one.name, one.data?.map(valueOf)])).toEqual([['b', [25]]]);
  });
  it('series on different days are lines, and a measured hole stays one', () => {
    const two = answer(
      [
        { name: 'day', type: 'date' },
        { name: 'place', type: 'string' },
        { name: 'n', type: 'int' },
      ],
      [
        ['2025-01-01', 'A', 1],
        ['2025-01-02', 'B', 10],
        ['2025-01-03', 'A', 2],
        ['2025-01-04', 'B', null],
        ['2025-01-05', 'A', 3],
        ['2025-01-06', 'B', 30],
      ],
    );
    const lines = seriesOf('line', {}, two);
    expect(lines.find((one) => one.name === 'A')?.data?.map(valueOf)).toEqual([1, 2, 3]);
    const b = lines.find((one) => one.name === 'B')?.data as [number, unknown][];
    expect(b.map(([, value]) => value)).toEqual([10, '-', 30]);
    expect(lines.filter((one) => one.silent === true).map((one) => one.data?.map(valueOf))).toEqual([
      [10, 30],
    ]);
  });
});

describe('an area of series on different days', () => {
  it('adds nothing where a series has no row', () => {
    const two = answer(
      [
        { name: 'day', type: 'date' },
        { name: 'place', type: 'string' },
        { name: 'n', type: 'int' },
      ],
      [
        ['2025-01-01', 'A', 1],
        ['2025-01-02', 'B', 10],
        ['2025-01-03', 'A', 2],
        ['2025-01-04', 'B', 30],
      ],
    );
    const areas = seriesOf('area', {}, two);
    const heights = (name: string) =>
      areas
        .find((one) => one.name === name)
        ?.data?.map((point) => valueOf((point as { value?: unknown }).value ?? point));
    expect([heights('A'), heights('B')]).toEqual([
      [1, 0, 2, 0],
      [0, 10, 0, 30],
    ]);
    expect(areas).toHaveLength(2);
    const box = tipElement(
      areas.map((one, seriesIndex) => ({
        seriesIndex,
        seriesName: one.name ?? '',
        axisValueLabel: '1 Jan',
        value: [0, 1 - seriesIndex],
        data: one.data?.[0],
      })),
      String,
      String,
    );
    expect(box.textContent).toBe('1 JanA1');
  });
});

describe('a pie', () => {
  const pie = sample('pie_negative', ['string', 'int']);
  it('says what it cannot show', () => {
    const slices = seriesOf('pie', {}, pie)[0]?.data as { name: string; value: number }[];
    expect(slices.map((one) => [one.name, one.value])).toEqual([
      ['rent', 500],
      ['fuel', 300],
      ['food', 200],
    ]);
    expect(saidBy('pie', {}, pie)).toContain('Left out: 1 negative value (−400)');
  });
  it('counts zeros, and says why there is no slice at all', () => {
    const rows = [
      ['a', 0],
      ['b', 0],
      ['c', 4],
    ];
    expect(saidBy('pie', {}, { ...pie, rows })).toContain('Left out: 2 values of nought');
    const [title] = saidBy('pie', {}, { ...pie, rows: [['a', -3]] });
    expect(title).toBe('Slices can only show values above nought');
    expect(saidBy('pie', {}, { ...pie, rows: [['a', 3]] }).join('')).not.toContain('Left out');
  });
  it('gathers the small ones, says how many, and loses nothing', () => {
    const roll = dice(7);
    for (let round = 0; round < 50; round += 1) {
      const rows = Array.from({ length: 1 + Math.floor(roll() * 40) }, (_, i) => [
        `n${i}`,
        Math.floor(roll() * 200),
      ]);
      const slices = seriesOf('pie', {}, { ...pie, rows })[0]?.data as
        { name: string; value: number }[] | undefined;
      const total = rows.reduce((sum, [, v]) => sum + Number(v), 0);
      expect((slices ?? []).reduce((sum, one) => sum + one.value, 0)).toBe(total);
      const positive = rows.filter(([, v]) => Number(v) > 0).length;
      if (positive > 8) expect(slices?.at(-1)?.name).toBe(`Others (${positive - 7})`);
    }
  });
});

describe('a crowd of series', () => {
  const crowd = sample('150_series', ['date', 'string', 'int']);
  const total = crowd.rows.reduce((sum, row) => sum + Number(row[2]), 0);
  it('of lines: the largest have colours, the others are drawn in grey, and it says how many', () => {
    const lines = seriesOf('line', {}, crowd);
    const names = new Set(lines.map((one) => one.name));
    expect([lines.length, names.size]).toEqual([150, 9]);
    expect(names).toContain('Others (142)');
    expect(
      lines
        .filter((one) => one.name === 'Others (142)')
        .every((one) => one.itemStyle?.color === ctx.theme.grey),
    ).toBe(true);
    expect(sumOf(lines)).toBe(total);
    expect(saidBy('line', {}, crowd).join(' ')).toBe(
      'The 8 largest of 150 series in colour; the rest in grey as “Others (142)”',
    );
    expect(labelsOf('line', {}, crowd, 'UTC', 'en')).toHaveLength(8);
  });
  it('of areas and bars: the others are added up, and the totals are those of the table', () => {
    for (const [kind, options] of [
      ['area', {}],
      ['bar', { stacked: true }],
      ['bar', {}],
    ] as const) {
      const drawn = seriesOf(kind, options, crowd).filter((one) => one.silent !== true);
      expect(drawn).toHaveLength(9);
      expect(drawn.at(-1)?.name).toBe('Others (142)');
      expect(sumOf(drawn)).toBe(total);
      expect(saidBy(kind, options, crowd).join(' ')).toContain('added up as “Others (142)”');
    }
  });
  it('shows all of them when it is asked to', () => {
    const lines = seriesOf('line', {}, crowd, { ...ctx, all: true });
    expect(new Set(lines.map((one) => one.name)).size).toBe(150);
    expect(saidBy('line', {}, crowd, { ...ctx, all: true }).join('')).toBe('');
  });
  it('adds up to the same at each place, whatever the series', () => {
    const roll = dice(11);
    for (let round = 0; round < 40; round += 1) {
      const rows = Array.from({ length: 400 }, () => [
        `2025-01-0${1 + Math.floor(roll() * 9)}`,
        `s${Math.floor(roll() * 40)}`,
        roll() < 0.1 ? null : Math.floor(roll() * 100) - 30,
      ]);
      const table = seriesTable(answer(crowd.columns, rows), {}, 'UTC', 'en');
      const at = (series: readonly { values: readonly (number | null)[] }[], place: number) =>
        series.reduce((sum, one) => sum + (one.values[place] ?? 0), 0);
      const together = summed(crowdOf(table, 'en'));
      expect(together.length).toBeLessThanOrEqual(MOST_SERIES);
      for (const place of table.labels.keys()) expect(at(together, place)).toBe(at(table.series, place));
    }
  });
});

describe('bars', () => {
  it('are written at only where the number fits', () => {
    const signs = sample('stacked_signs', ['string', 'string', 'int']);
    const drawn = seriesOf('bar', { stacked: true, labels: true }, signs);
    const written = drawn.map((one) => [0, 1, 2].map((dataIndex) => one.label?.formatter?.({ dataIndex })));
    expect(drawn.map((one) => one.name)).toEqual(['loss', 'old', 'new']);
    expect(written).toEqual([
      ['', '', ''],
      ['', '', '88,000'],
      ['', '', ''],
    ]);
  });
  const many = (count: number) =>
    answer(
      [
        { name: 'name', type: 'string' },
        { name: 'n', type: 'int' },
      ],
      Array.from({ length: count }, (_, i) => [`bar ${i}`, i + 1]),
    );
  it('need room, and a place that is too small scrolls', () => {
    const spec = readOptions(barSpec, {});
    expect(barSize(spec, many(5), ctx).width).toBeLessThan(ctx.size.width);
    expect(barSize(spec, many(500), ctx)).toEqual({ width: 6060, height: 0 });
    expect(barSize(readOptions(barSpec, { horizontal: true }), many(500), ctx).height).toBe(8534);
  });
  it('are dealt out to several drawings on paper, each once, with one scale', () => {
    const roll = dice(3);
    for (let round = 0; round < 60; round += 1) {
      const count = 1 + Math.floor(roll() * 700);
      const paper: DrawContext = {
        ...ctx,
        still: true,
        size: { width: 200 + roll() * 900, height: 120 + roll() * 500 },
      };
      const spec = readOptions(barSpec, { horizontal: roll() < 0.5 });
      const parts = barParts(spec, many(count), paper);
      expect(parts[0]?.from).toBe(0);
      expect(parts.at(-1)?.to).toBe(count);
      for (const [i, part] of parts.entries()) {
        expect(part.to).toBeGreaterThan(part.from);
        if (i > 0) expect(part.from).toBe(parts[i - 1]?.to);
      }
    }
  });
  it('of one part keep their values, and say which they are', () => {
    const spec = readOptions(barSpec, {});
    const part = barOption(spec, many(500), { ...ctx, still: true, part: { from: 48, to: 96 } });
    const [drawn] = part.series as Drawn[];
    expect([drawn?.data?.[0], drawn?.data?.length]).toEqual([49, 48]);
    expect(part.yAxis).toMatchObject({ min: 0, max: 500 });
    expect(JSON.stringify(part.title)).toContain('49 to 96 of 500');
  });
});
