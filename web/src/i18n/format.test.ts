/** Times and sizes in words. */
import { expect, it } from 'vitest';
import { formatAgo, formatBytes, formatNumber } from './format';

const now = Date.parse('2026-01-31T12:00:00Z');
it.each([
  ['2026-01-31T11:59:40Z', 'now'],
  ['2026-01-31T11:57:00Z', '3 minutes ago'],
  ['2026-01-31T10:00:00Z', '2 hours ago'],
  ['2026-01-30T11:00:00Z', 'yesterday'],
  ['2026-02-05T12:00:00Z', 'in 5 days'],
  [null, '–'],
  ['nonsense', '–'],
])('%s is %s', (iso, words) => {
  expect(formatAgo(iso, now)).toBe(words);
});

it('writes sizes with a fitting unit', () => {
  expect(formatBytes(52)).toBe('52 bytes');
  expect(formatBytes(1_240_000)).toBe('1.2 MB');
});

it('writes nothing as a dash and nought as nought', () => {
  expect(formatNumber(null)).toBe('–');
  expect(formatNumber(0)).toBe('0');
});
