/** What ECharts really writes at the axes: it chooses the ticks itself, so that only a drawing shows what they are called. */
import { describe, expect, it } from 'vitest';
import './server';
import type { Answer } from './answer';
import { answer } from './testing';
import { axisNumber } from './valueAxis';

function textsOf(kind: string, options: object, a: Answer, more: object = {}): string[] {
  if (globalThis.vitrine === undefined) throw new Error('not there');
  const wish = { kind, options, answer: a, theme: 'light', width: 640, height: 320, locale: 'en', ...more };
  const svg = globalThis.vitrine.draw(JSON.stringify({ time_zone: 'UTC', ...wish }));
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((m) => (m[1] ?? '').replaceAll('\u00a0', ' '));
}

// Numbers that are the same in every run.
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const numbers = (values: readonly number[], type = 'float') =>
  answer(
    [
      { name: 'place', type: 'string' },
      { name: 'n', type },
    ],
    values.map((value, i) => ['abcdefgh'.charAt(i), value]),
  );
/** The labels of the value axis of a line over these values. */
const axis = (values: readonly number[], options: object = {}) =>
  textsOf('line', { ...options, x: 'place' }, numbers(values)).filter((text) => !/^[a-h]?$/.test(text));

describe('an axis of values that lie close together', () => {
  it('writes as many figures as tell its ticks apart', () => {
    expect(axis([1_000_000, 1_000_000.0004])).toEqual([
      '1,000,000.0000',
      '1,000,000.0001',
      '1,000,000.0002',
      '1,000,000.0003',
      '1,000,000.0004',
    ]);
    expect(axis([1_000_001, 1_000_005])[0]).toBe('1,000,001');
    expect(axis([0, 5_000_000])).toEqual(['0', '1 M', '2 M', '3 M', '4 M', '5 M']);
  });
  it('does so for shares, spans of time and numbers beyond all words', () => {
    expect(axis([0.784, 0.78404], { format: 'percent', decimals: 0 })).toEqual([
      '78.400 %',
      '78.401 %',
      '78.402 %',
      '78.403 %',
      '78.404 %',
    ]);
    expect(axis([100_000, 100_004], { format: 'duration' })).toContain('1 d 3 h 46 min 42 s');
    expect(axis([1e15, 1e15 + 400])).toContain('1,000,000,000,000,100');
    expect(axis([0, 5e15])).toContain('2 × 10¹⁵');
    expect(axis([1e-12, 1.0004e-12]).length).toBeGreaterThan(2);
  });
  it('never names two ticks alike, whatever its numbers and their format', () => {
    const roll = dice(17);
    for (let round = 0; round < 50; round += 1) {
      const low = (roll() - 0.5) * 10 ** Math.floor(roll() * 18 - 4);
      const high = low + Math.max(Math.abs(low) * 1e-9, roll() * 10 ** Math.floor(roll() * 12 - 4));
      for (const format of ['number', 'percent', 'compact', 'duration']) {
        const said = axis([low, high], { format });
        expect(said.length, `${low} ${high} ${format}`).toBeGreaterThan(1);
        expect(new Set(said).size, `${low} ${high} ${format} ${said}`).toBe(said.length);
      }
    }
  });
  it('does not trust the step it expected: a reader may hide the largest series', () => {
    const write = axisNumber({}, 'en', 2_000_000);
    expect([1_000_000, 1_000_001, 1_500_000].map((n) => write(n).replace('\u00a0', ' '))).toEqual([
      '1 M',
      '1,000,001',
      '1.5 M',
    ]);
  });
  it('of numbers as places names each place by all the figures it needs', () => {
    const places = answer(
      [
        { name: 'at', type: 'float' },
        { name: 'n', type: 'int' },
      ],
      [0, 1, 1.0001, 1.0002].map((at, i) => [at, i * 10]),
    );
    expect(textsOf('bar', { x: 'at', labels: false }, places)).toEqual(
      expect.arrayContaining(['0.0000', '1.0000', '1.0001', '1.0002']),
    );
  });
});

/** The labels below a line over these moments. */
const calendar = (moments: readonly string[], type: string, more: object = {}) =>
  textsOf(
    'line',
    { x: 'at' },
    answer(
      [
        { name: 'at', type },
        { name: 'n', type: 'int' },
      ],
      moments.map((at, i) => [at, i % 2 === 0 ? 1 : 400]),
    ),
    more,
  ).filter((text) => text !== 'UTC' && !/^\d{1,3}$/.test(text));
const daysFrom = (first: string, count: number, step = 1) =>
  Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(first) + i * step * 86_400_000).toISOString().slice(0, 10),
  );

describe('an axis of time', () => {
  it('says its year at the first label and wherever it changes', () => {
    expect(calendar(daysFrom('2024-12-20', 28), 'date')).toEqual([
      '20 Dec 2024',
      '27 Dec',
      '3 Jan 2025',
      '10 Jan',
    ]);
    expect(calendar(daysFrom('2024-10-01', 260), 'date')).toEqual(['Nov 2024', '2025', 'Mar', 'May']);
    expect(calendar(['2024-12-31T12:00:00Z', '2025-01-01T12:00:00Z'], 'timestamp')).toEqual([
      '31 Dec 2024 12:00',
      '18:00',
      '1 Jan 2025',
      '06:00',
      '12:00',
    ]);
    expect(calendar(['2024-12-31T12:00:00Z', '2024-12-31T18:00:00Z'], 'timestamp')).not.toContain(
      '31 Dec 2024 12:00',
    );
  });
  it('says it on the clock of its zone', () => {
    const moments = ['2024-12-31T20:00:00Z', '2025-01-01T00:00:00Z'];
    expect(calendar(moments, 'timestamp', { time_zone: 'Europe/Berlin' })).toContain('1 Jan 2025');
  });
  it('never loses a year to a lack of room', () => {
    for (const width of [160, 240, 320, 480, 640, 1200])
      for (const count of [5, 9, 20, 45, 100, 190, 380, 800])
        for (const locale of ['en', 'de']) {
          const said = calendar(daysFrom('2024-11-28', count), 'date', { width, locale });
          const years = said.flatMap((text) => /\d{4}$/.exec(text)?.[0] ?? []);
          const where = `${width} ${count} ${said}`;
          expect(said[0], where).toMatch(/\d{4}$/);
          expect([...new Set(years)], where).toEqual(years);
        }
  });
  it('writes early years in four figures', () => {
    expect(calendar(daysFrom('0098-12-20', 28), 'date')).toEqual([
      '20 Dec 0098',
      '27 Dec',
      '3 Jan 0099',
      '10 Jan',
    ]);
  });
});
