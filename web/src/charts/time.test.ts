/** Moments, the clocks they are told by, and the buckets they were cut to. */
import { describe, expect, it } from 'vitest';
import {
  bucketEnd,
  comesTwice,
  formatMoment,
  formatWall,
  type Grain,
  momentAt,
  momentOf,
  utc,
  wallTime,
  writtenTo,
  zoneOf,
} from './time';
import { ticksOf } from './ticks';

const at = (text: string) => momentOf(text) ?? Number.NaN;
const iso = (moment: number) => new Date(moment).toISOString();

describe('columns', () => {
  it('name their clock and their grain; days have no clock', () => {
    expect(zoneOf({ name: 'd', type: 'date' }, 'Europe/Berlin')).toBe('UTC');
    expect(zoneOf({ name: 't', type: 'timestamp' }, 'Europe/Berlin')).toBe('Europe/Berlin');
    expect(zoneOf({ name: 't', type: 'timestamp', zone: 'Asia/Tokyo' }, 'Europe/Berlin')).toBe('Asia/Tokyo');
  });
  it('are never taken for coarser than they say', () => {
    const years = ['2013-01-01T00:00:00Z', '2014-01-01T00:00:00Z'];
    expect(writtenTo({ name: 't', type: 'timestamp' }, years)).toBe('minute');
    expect(writtenTo({ name: 't', type: 'timestamp' }, [...years, '2014-01-01T00:00:07Z'])).toBe('second');
    expect(writtenTo({ name: 'd', type: 'date' }, ['2013-01-01'])).toBe('day');
    expect(writtenTo({ name: 't', type: 'timestamp', grain: 'year' }, ['2014-01-01T05:00:00Z'])).toBe('year');
  });
});

describe('one bucket of a year', () => {
  it('reads as that year on the clock it was cut by', () => {
    // Midnight of New York: in Los Angeles it would read as the last afternoon of the year before.
    expect(formatMoment(at('2025-01-01T05:00:00Z'), 'year', 'America/New_York', 'en')).toBe('2025');
    expect(formatMoment(at('2025-01-01T05:00:00Z'), 'day', 'America/New_York', 'en')).toBe('1 Jan 2025');
  });
});

describe('the hour that comes twice', () => {
  const [first, second] = [at('2024-10-27T00:00:00Z'), at('2024-10-27T01:00:00Z')];
  it('is told apart by how far it is from UTC', () => {
    const told = [first, second].map((m) => formatMoment(m, 'hour', 'Europe/Berlin', 'en'));
    expect(told).toEqual(['27 Oct 2024 02:00 (UTC+2)', '27 Oct 2024 02:00 (UTC+1)']);
    expect(formatMoment(second + 3_600_000, 'hour', 'Europe/Berlin', 'en')).toBe('27 Oct 2024 03:00');
    expect(comesTwice(first - 60_000, 'Europe/Berlin')).toBe(false);
    expect(comesTwice(first, 'UTC')).toBe(false);
  });
});

describe('moments', () => {
  it('of early years are not moments of the twentieth century', () => {
    expect(formatWall(at('0050-03-01'), 'day', 'en')).toBe('1 Mar 0050');
    expect(formatWall(at('0099-01-01'), 'year', 'de')).toBe('0099');
    expect(formatMoment(at('0987-05-04T10:00:00Z'), 'minute', 'UTC', 'en')).toBe('4 May 0987 10:00');
    expect(formatWall(utc(-44, 2, 15), 'day', 'en')).toBe('15 Mar \u22120044');
    expect(new Date(utc(99, 0)).getUTCFullYear()).toBe(99);
    // Berlin's clock was 53 minutes and 28 seconds ahead.
    expect(formatMoment(at('1849-12-31T23:06:32Z'), 'second', 'Europe/Berlin', 'en')).toBe(
      '1 Jan 1850 00:00:00',
    );
    expect(new Date(at('0004-12-31T23:59:59Z')).getUTCFullYear()).toBe(4);
  });
  it('are found for what a clock shows, also where it jumps', () => {
    expect(iso(momentAt(at('2024-10-27T02:30'), 'Europe/Berlin'))).toBe('2024-10-27T00:30:00.000Z');
    expect(iso(momentAt(at('2024-03-31T02:30'), 'Europe/Berlin'))).toBe('2024-03-31T01:30:00.000Z');
    expect(iso(momentAt(at('2025-01-01'), 'America/New_York'))).toBe('2025-01-01T05:00:00.000Z');
  });
  it('name months with or without their year', () => {
    const wall = wallTime('2013-02-01', 'UTC') ?? 0;
    expect(formatWall(wall, 'month', 'en')).toBe('Feb 2013');
    expect(formatWall(wall, 'month', 'en', false)).toBe('Feb');
  });
});

describe('buckets', () => {
  it('end where the next one begins', () => {
    const end = (text: string, grain: Grain) => iso(bucketEnd(at(text), grain, 'America/New_York'));
    expect(end('2013-03-10T05:00:00Z', 'day')).toBe('2013-03-11T04:00:00.000Z');
    expect(end('2013-12-30T05:00:00Z', 'week')).toBe('2014-01-06T05:00:00.000Z');
    expect(end('2013-03-01T05:00:00Z', 'month')).toBe('2013-04-01T04:00:00.000Z');
    expect(end('2013-10-01T04:00:00Z', 'quarter')).toBe('2014-01-01T05:00:00.000Z');
    expect(end('2013-01-01T05:00:00Z', 'year')).toBe('2014-01-01T05:00:00.000Z');
  });
});

describe('ticks', () => {
  it('stand at midnights of the clock on both sides of a change', () => {
    const ticks = ticksOf(at('2024-10-25T22:00:00Z'), at('2024-10-29T23:00:00Z'), 6, 'Europe/Berlin', 'hour');
    expect(ticks.map(iso)).toEqual([
      '2024-10-25T22:00:00.000Z',
      '2024-10-26T22:00:00.000Z',
      '2024-10-27T23:00:00.000Z',
      '2024-10-28T23:00:00.000Z',
      '2024-10-29T23:00:00.000Z',
    ]);
  });
  it('never lie within a bucket, and are few', () => {
    const months = ticksOf(at('2013-01-01'), at('2013-04-01'), 12, 'UTC', 'month');
    expect(months.map((m) => iso(m).slice(0, 10))).toEqual([
      '2013-01-01',
      '2013-02-01',
      '2013-03-01',
      '2013-04-01',
    ]);
    for (const wanted of [2, 5, 9]) {
      for (const days of [1 / 24, 1, 10, 100, 1000, 100_000]) {
        const first = at('2013-01-01T10:17:00Z');
        const ticks = ticksOf(first, first + days * 86_400_000, wanted, 'Europe/Berlin', 'minute');
        expect(ticks.length, `${wanted} ${days}`).toBeLessThanOrEqual(wanted + 1);
        expect([...ticks].sort((a, b) => a - b)).toEqual(ticks);
      }
    }
  });
});
