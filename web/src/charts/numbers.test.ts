/** Numbers that are small, close, huge or money: no two that differ look alike, none is nought that is not, none is made up. */
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer';
import { decimalsFor, niceRange } from './decimals';
import { layoutOf } from './draw';
import { columnFormat, formatCell, formatCompact, formatNumber, formatValue } from './format';
import type { StatLayout } from './stat/layout';
import type { TableLayout } from './table/layout';
import { answer, ctx } from './testing';
import { axisNumber, axisParts, valueAxis } from './valueAxis';

const nb = (text: string) => text.replaceAll('\u00a0', ' ');
const column = (type: string, values: readonly unknown[]) => {
  const format = columnFormat({ name: 'n', type }, values, 'UTC');
  return values.map((value) => nb(formatCell(value, format, 'en')));
};
// Numbers that are the same in every run.
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('a column', () => {
  it('of prices stands point below point and is not rounded', () => {
    expect(column('float', [12.5, 1234.56, 3, -0.05])).toEqual(['12.50', '1,234.56', '3.00', '−0.05']);
    expect(column('decimal', ['1.10', '12.5', '1234567.123', '7'])).toEqual([
      '1.100',
      '12.500',
      '1,234,567.123',
      '7.000',
    ]);
  });
  it('of close numbers tells them apart', () => {
    expect(column('float', [100.001, 100.002, 100.003])).toEqual(['100.001', '100.002', '100.003']);
    expect(column('float', [1_000_000.0001, 1_000_000.0002])).toEqual(['1,000,000.0001', '1,000,000.0002']);
    expect(column('float', [1013.25, 1013.5])).toEqual(['1,013.25', '1,013.50']);
  });
  it('of counts has no decimals', () => {
    expect(column('int', [0, 3, 12])).toEqual(['0', '3', '12']);
    expect(column('float', [0, 3])).toEqual(['0', '3']);
  });
  it('writes no number as nought that is not', () => {
    const roll = dice(5);
    for (let round = 0; round < 400; round += 1) {
      const values = Array.from({ length: 6 }, () => (roll() - 0.5) * 10 ** Math.floor(roll() * 24 - 14));
      for (const text of column('float', values)) expect(text, String(values)).toMatch(/[1-9]/);
    }
  });
  it('writes what is beyond all words as a power of ten', () => {
    expect(column('float', [1.5e24])).toEqual(['1.5 × 10²⁴']);
    expect(nb(formatCompact(1.5e24, 'de'))).toBe('1,5 × 10²⁴');
    expect(nb(formatCompact(1.5e12, 'en'))).toBe('1.5 T');
    expect(nb(formatNumber(-3e-12, 'en'))).toBe('−3 × 10⁻¹²');
    expect(formatNumber(9_007_199_254_740_991, 'en')).toBe('9,007,199,254,740,991');
    expect(formatNumber(0.00001, 'en')).toBe('0.00001');
  });
  it('keeps the decimals that are wished for', () => {
    expect(formatValue(0.3, { decimals: 3 }, 'en')).toBe('0.300');
    expect(decimalsFor([0.3])).toBe(1);
  });
});

describe('ticks of an axis', () => {
  const ticks = (low: number, high: number, format: 'percent' | undefined = undefined) => {
    const { min, step } = niceRange(low, high, 4);
    const write = axisNumber({ format }, 'en', step);
    return Array.from({ length: 4 }, (_, i) => nb(write(min + i * step)));
  };
  it('are short where that tells them apart', () => {
    expect(ticks(0, 400_000)).toEqual(['0', '100 k', '200 k', '300 k']);
    expect(ticks(1_000_000, 1_000_300)).toEqual(['1,000,000', '1,000,100', '1,000,200', '1,000,300']);
    expect(ticks(100.001, 100.004)).toEqual(['100.001', '100.002', '100.003', '100.004']);
    expect(ticks(0.7841, 0.7849, 'percent')).toEqual(['78.40 %', '78.42 %', '78.44 %', '78.46 %']);
  });
  it('never look alike', () => {
    const roll = dice(9);
    for (let round = 0; round < 2000; round += 1) {
      const low = (roll() - 0.5) * 10 ** Math.floor(roll() * 12 - 3);
      const high = low + Math.max(Math.abs(low) * 1e-5, roll() * 10 ** Math.floor(roll() * 12 - 4));
      const said = ticks(low, high);
      expect(new Set(said).size, `${low} ${high} ${said}`).toBe(said.length);
    }
  });
  it('of counts are whole', () => {
    const axis = valueAxis(ctx, { format: {}, fromZero: true, values: [0, 1, 2] }, 320);
    expect(axis).toMatchObject({ minInterval: 1 });
    expect(axisParts(320)).toBe(5);
    expect([0, 1, 2].map(axis.axisLabel.formatter)).toEqual(['0', '1', '2']);
    expect(valueAxis(ctx, { format: {}, fromZero: true, values: [0.5] }, 320)).not.toHaveProperty(
      'minInterval',
    );
  });
});

describe('a stat', () => {
  const stat = (options: object, a: Answer) => layoutOf('stat', options, a, ctx) as StatLayout;
  const day = { name: 'newest_row', type: 'date' };
  it('of a day shows the day', () => {
    const days = answer([day], [['2025-03-01'], ['2025-12-24'], ['2025-07-01']]);
    expect(stat({}, days)).toMatchObject({
      text: '24 Dec 2025',
      caption: 'Newest row',
      value: null,
      empty: false,
    });
    expect(stat({ reduce: 'min' }, days).text).toBe('1 Mar 2025');
    expect(stat({}, answer([{ name: 'at', type: 'timestamp' }], [['2025-12-24T18:05:00Z']])).text).toBe(
      '24 Dec 2025 18:05',
    );
    expect(stat({}, answer([day], [[null]]))).toMatchObject({ empty: true, text: 'No value' });
  });
  it('of a day beside a number shows the number, unless the day is wished for', () => {
    const both = answer([day, { name: 'n', type: 'int' }], [['2025-12-24', 7]]);
    expect(stat({}, both)).toMatchObject({ text: '7', value: 7 });
    expect(stat({ value: 'newest_row' }, both)).toMatchObject({ text: '24 Dec 2025', value: null });
  });
  it('of a word shows the word', () => {
    expect(stat({}, answer([{ name: 'leader', type: 'string' }], [['United']]))).toMatchObject({
      text: 'United',
      caption: 'Leader',
    });
  });
  it('of a small share is not nought', () => {
    expect(stat({}, answer([{ name: 'x', type: 'float' }], [[0.3]])).text).toBe('0.3');
    expect(stat({ format: 'percent' }, answer([{ name: 'x', type: 'float' }], [[0.0004]]))).toMatchObject({
      text: '0.04',
      unit: '%',
    });
  });
});

it('a table of prices has one number of decimals in each column', () => {
  const prices = answer([{ name: 'price', type: 'float', unit: '$' }], [[1], [20.5], [1234.56]]);
  const layout = layoutOf('table', {}, prices, ctx) as TableLayout;
  expect(layout.rows.map(([cell]) => cell?.text)).toEqual(['$1.00', '$20.50', '$1,234.56']);
});
