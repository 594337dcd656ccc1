/** What the audit is narrowed to, in the address and to the server. */
import { expect, test } from 'vitest';
import { filtersOf, queryOf, searchOf } from './filters';

test('the address says again what was read from it, and what is wrong narrows nothing', () => {
  const search = { in: 'wsp_1', actor: 'user:usr_1', action: 'share.', from: '2026-03-01', to: '2026-03-02' };
  expect(searchOf(filtersOf(search))).toMatchObject(search);
  expect(filtersOf({ from: 'yesterday', to: '2026-3-1' })).toMatchObject({ from: undefined, to: undefined });
});

test('days are those of the reader, and the last one is in it whole', () => {
  const filters = filtersOf({ from: '2026-03-28', to: '2026-03-29' });
  // Clocks go forward in the night to the 29th.
  expect(queryOf(filters, '', 'Europe/Berlin')).toMatchObject({
    since: '2026-03-28T00:00:00+01:00',
    until: '2026-03-30T00:00:00+02:00',
  });
});
