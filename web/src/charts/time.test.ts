/** Days of a calendar stay days on every clock; instants move to the reader's. */
import { expect, it } from 'vitest';
import { bucketEnd, formatWall, wallTime, zoneOf } from './time';

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

it('knows where the last bucket ends', () => {
  const walls = (...days: string[]) => days.map((day) => wallTime(day, 'UTC') ?? 0);
  expect(bucketEnd(walls('2013-12-16', '2013-12-23', '2013-12-30'))).toBe(wallTime('2014-01-06', 'UTC'));
  expect(bucketEnd(walls('2013-11-25', '2013-12-16', '2013-12-23'))).toBe(wallTime('2013-12-30', 'UTC'));
  expect(bucketEnd(walls('2012-01-01', '2012-02-01'))).toBe(wallTime('2012-03-01', 'UTC'));
  expect(bucketEnd(walls('2012-10-01', '2013-01-01', '2013-04-01'))).toBe(wallTime('2013-07-01', 'UTC'));
  expect(bucketEnd(walls('2013-12-30'))).toBeNull();
});
