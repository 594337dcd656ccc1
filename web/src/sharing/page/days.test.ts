/** What is counted by day, as charts draw it. */
import { expect, test } from 'vitest';
import { answerOf, lastDays } from './days';

const now = Date.parse('2026-03-02T09:30:00Z');

test('days without a view are days with none, and what is older is left out', () => {
  const days = [
    { day: '2026-03-02', views: 3, readers: 2, minutes: 40 },
    { day: '2026-02-28', views: 1, readers: 1, minutes: 1 },
    { day: '2026-01-01', views: 9, readers: 9, minutes: 9 },
  ];
  expect(lastDays(days, 'views', 4, now)).toEqual([
    ['2026-02-27', 0],
    ['2026-02-28', 1],
    ['2026-03-01', 0],
    ['2026-03-02', 3],
  ]);
  expect(lastDays(days, 'readers', 1, now)).toEqual([['2026-03-02', 2]]);
});

test('charts are given one row a day', () => {
  const answer = answerOf([['2026-03-02', 3]], 'Views');
  expect(answer.row_count).toBe(1);
  expect(answer.columns.map(({ type }) => type)).toEqual(['date', 'int']);
});
