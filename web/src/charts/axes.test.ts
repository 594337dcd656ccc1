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
