/** What an address says about a wall. */
import { expect, it } from 'vitest';
import { isKiosk } from './isKiosk';
import { kioskSettings, readEvery, withoutKiosk } from './settings';

it('reads how long each dashboard stands, within reason', () => {
  expect(['30s', '45', '2m', '1h', ' 10s '].map(readEvery)).toEqual([
    30_000, 45_000, 120_000, 3_600_000, 10_000,
  ]);
  expect(['1s', '999h'].map(readEvery)).toEqual([5_000, 86_400_000]);
  expect(['', 'soon', '-3s', '0s', '3 weeks', null].map(readEvery)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

it('reads which dashboards take turns, each once and not without end', () => {
  expect(kioskSettings('?kiosk=true&every=10s&rotate=dsh_1,dsh_2,%20dsh_1&rotate=dsh_3')).toEqual({
    every: 10_000,
    rotate: ['dsh_1', 'dsh_2', 'dsh_3'],
  });
  expect(kioskSettings('?rotate=../x,%3Cb%3E,').rotate).toEqual([]);
  const many = Array.from({ length: 50 }, (_, at) => `dsh_${at}`).join(',');
  expect(kioskSettings(`?rotate=${many}`).rotate).toHaveLength(20);
});

it('is a wall only when it says so, and leaves the rest of the address', () => {
  expect(isKiosk('?kiosk=true')).toBe(true);
  expect(isKiosk('?kiosk=1')).toBe(false);
  expect(withoutKiosk('?v.origin=JFK&kiosk=true&every=5s&rotate=a')).toBe('?v.origin=JFK');
  expect(withoutKiosk('?kiosk=true')).toBe('');
});
