/** Numbers, dates and durations as people read them, in two languages and across a change of clocks. */
import { describe, expect, it } from 'vitest';
import { decimalsFor } from './decimals';
import { columnFormat, formatCell, formatCompact, formatDuration, formatNumber, formatValue } from './format';
import { formatTick } from './ticks';
import { formatWall, wallTime } from './time';

const nb = (text: string) => text.replaceAll('\u00a0', ' ');

describe('numbers', () => {
  it('follow the locale', () => {
    expect(formatNumber(1234567.891, 'en', 2)).toBe('1,234,567.89');
    expect(formatNumber(1234567.891, 'de', 2)).toBe('1.234.567,89');
    expect(formatNumber(-5, 'en', 0)).toBe('−5');
    expect(formatNumber(-0.001, 'en', 1)).toBe('0.0');
  });
  it('keep about three figures', () => {
    expect([0.01234, 0.5, 1.234, 20.25, 1234.5, 7].map((n) => decimalsFor([n]))).toEqual([4, 1, 2, 2, 1, 0]);
  });
  it('shorten thousands by word', () => {
    expect(nb(formatCompact(336776, 'en'))).toBe('337 k');
    expect(nb(formatCompact(1_250_000, 'de'))).toBe('1,3 Mio.');
    expect(nb(formatCompact(999_950, 'en'))).toBe('1 M');
    expect(formatCompact(9999, 'en')).toBe('9,999');
  });
  it('carry their unit where the locale wants it', () => {
    expect(nb(formatValue(0.784, { format: 'percent' }, 'en'))).toBe('78.4 %');
    expect(formatValue(-12, { unit: '$' }, 'en')).toBe('−$12');
    expect(nb(formatValue(12, { unit: '$' }, 'de'))).toBe('12 $');
  });
  it('leave names made of figures as they are', () => {
    const cell = (name: string, value: unknown, format?: 'plain' | 'number') =>
      formatCell(value, columnFormat({ name, type: 'int' }, [value], 'UTC', { format }), 'en');
    expect(cell('flight', 3535, 'plain')).toBe('3535');
    expect(cell('flight', '9007199254740993', 'plain')).toBe('9007199254740993');
    expect([cell('year', 2013), cell('customer_id', 10042), cell('zip', 90210)]).toEqual([
      '2013',
      '10042',
      '90210',
    ]);
    expect([cell('flights', 3535), cell('paid', 1200), cell('year', 2013, 'number')]).toEqual([
      '3,535',
      '1,200',
      '2,013',
    ]);
  });
  it('lose no figure of long integers and decimals', () => {
    const cell = (type: string, value: unknown) =>
      formatCell(value, columnFormat({ name: 'n', type }, [value], 'UTC'), 'en');
    expect(cell('int', '9007199254740993')).toBe('9,007,199,254,740,993');
    expect(cell('decimal', '-1234.50')).toBe('−1,234.50');
    expect(cell('int', null)).toBe('–');
  });
  it('write durations by their two largest parts', () => {
    expect(nb(formatDuration(200, 'en'))).toBe('3 min 20 s');
    expect(nb(formatDuration(90_061, 'en'))).toBe('1 d 1 h');
    expect(nb(formatDuration(0.45, 'en'))).toBe('450 ms');
    expect(nb(formatCell('PT1H30M', columnFormat({ name: 'd', type: 'duration' }, [], 'UTC'), 'en'))).toBe(
      '1 h 30 min',
    );
  });
});

describe('time', () => {
  it('moves instants to the zone, across the change of clocks, and leaves wall times alone', () => {
    const clock = (v: string) => formatWall(wallTime(v, 'Europe/Vienna') ?? 0, 'minute', 'en');
    expect(clock('2026-01-15T12:00:00Z')).toBe('15 Jan 2026 13:00');
    expect(clock('2026-07-15T12:00:00Z')).toBe('15 Jul 2026 14:00');
    expect(clock('2026-07-15T12:00:00+02:00')).toBe('15 Jul 2026 12:00');
    expect(clock('2026-07-15T12:00:00')).toBe('15 Jul 2026 12:00');
    expect(wallTime('not a date', 'UTC')).toBeNull();
  });
  it('writes ticks as short as can be', () => {
    const at = wallTime('2013-02-01T06:00:00', 'UTC') ?? 0;
    expect(formatTick(at, 86_400_000, 'en')).toBe('06:00');
    expect(formatTick(at - 6 * 3_600_000, 86_400_000, 'de')).toBe('1. Feb.');
    expect(formatTick(wallTime('2013-01-01', 'UTC') ?? 0, 700 * 86_400_000, 'en')).toBe('2013');
  });
});
