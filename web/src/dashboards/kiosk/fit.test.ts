/** A dashboard on screens of all sizes. */
import { expect, it } from 'vitest';
import type { Widget } from '../../api/types';
import { fitTo } from './fit';

const rows = (count: number) =>
  [{ id: 'a', kind: 'stat', place: { x: 0, y: count - 4, w: 12, h: 4 } }] as Widget[];

it('fills the screen exactly, whatever its size', () => {
  for (const [width, height] of [
    [1920, 1080],
    [3840, 2160],
    [1080, 1920],
    [1280, 800],
  ] as const)
    for (const count of [4, 18, 60]) {
      const fit = fitTo(rows(count), width, height);
      expect((fit?.width ?? 0) * (fit?.scale ?? 0)).toBeCloseTo(width);
      expect((fit?.height ?? 0) * (fit?.scale ?? 0)).toBeCloseTo(height);
      expect(fit?.width).toBeGreaterThanOrEqual(1119);
      expect(fit?.rows).toBe(count);
    }
});

it('is twice as large on twice the screen', () => {
  const [small, large] = [fitTo(rows(18), 1920, 1080), fitTo(rows(18), 3840, 2160)];
  expect((large?.scale ?? 0) / (small?.scale ?? 1)).toBeCloseTo(2);
});

it('leaves phones as they are', () => {
  expect(fitTo(rows(18), 390, 844)).toBeNull();
});
