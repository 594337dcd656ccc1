/** Days of a calendar stay days on every clock; instants move to the reader's. */
import { expect, it } from 'vitest';
import { formatWall, wallTime, zoneOf } from './time';

const months = ['2013-01-01T00:00:00Z', null, '2013-02-01T00:00:00Z'];

it('leaves midnights of UTC where they are', () => {
  expect(zoneOf(months, 'Europe/Berlin')).toBe('UTC');
});

it('moves instants, and a single midnight is one', () => {
  expect(zoneOf([...months, '2013-02-01T06:00:00Z'], 'Europe/Berlin')).toBe('Europe/Berlin');
  expect(zoneOf(['2013-01-01T00:00:00Z'], 'Europe/Berlin')).toBe('Europe/Berlin');
});

it('names months with or without their year', () => {
  const wall = wallTime('2013-02-01', 'UTC') ?? 0;
  expect(formatWall(wall, 'month', 'en')).toBe('Feb 2013');
  expect(formatWall(wall, 'month', 'en', false)).toBe('Feb');
});
