/** Turns by the clock. */
import { expect, it } from 'vitest';
import { begin, beside, goOn, hold, stood, wasAway } from './turn';

it('stands as long as the clock says, held or slept', () => {
  const turn = begin(0, 0, 1_000);
  expect(stood(turn, 6_000)).toBe(5_000);
  const held = hold(turn, 6_000);
  expect(stood(held, 3_600_000)).toBe(5_000);
  const on = goOn(held, 10_000);
  expect(stood(on, 12_000)).toBe(7_000);
  expect(goOn(on, 99_000)).toBe(on);
  expect(stood(on, 10_000 - 3_600_000), 'a clock set back').toBe(5_000);
});

it('goes around in both directions', () => {
  expect([0, 1, 2].map((index) => beside(index, 1, 3))).toEqual([1, 2, 0]);
  expect([0, 1, 2].map((index) => beside(index, -1, 3))).toEqual([2, 0, 1]);
  expect(beside(4, 1, 0)).toBe(0);
});

it('notices a sleep and a clock that was moved', () => {
  expect(wasAway(0, 500)).toBe(false);
  expect(wasAway(0, 60_000)).toBe(true);
  expect(wasAway(60_000, 0)).toBe(true);
});
