/** What the page around an embed may choose, and what a click stands for. */
import { expect, it } from 'vitest';
import type { Answer, DashboardDocument } from '../../api/types';
import { wish } from './EmbeddedBoard';
import { columnOf, pointOf } from './point';

const document = {
  version: 1,
  variables: [
    {
      name: 'origin',
      type: 'string',
      many: true,
      domain: { values: ['EWR', 'JFK'] },
      default: ['EWR', 'JFK'],
    },
    { name: 'carrier', type: 'string' },
  ],
  widgets: [],
} as unknown as DashboardDocument;
const start = { variables: { origin: ['EWR', 'JFK'] }, time: undefined };

it('takes what can be chosen and passes over the rest', () => {
  const one = (name: string, value: unknown) =>
    wish(start, { type: 'variable', name, value }, document).variables;
  expect(one('origin', ['JFK'])).toEqual({ origin: ['JFK'] });
  expect(one('origin', ['LGA'])).toEqual(start.variables);
  expect(one('unknown', 'x')).toEqual(start.variables);
  expect(one('__proto__', 'x')).toEqual(start.variables);
  const chosen = { variables: { origin: ['JFK'], carrier: 'UA' }, time: { last: '7d' } };
  expect(wish(chosen, { type: 'variable', name: 'origin', value: undefined }, document).variables).toEqual({
    origin: ['EWR', 'JFK'],
    carrier: 'UA',
  });
  expect(wish(chosen, { type: 'time', time: { last: 'soon' } }, document).time).toEqual({ last: '7d' });
  expect(wish(chosen, { type: 'time', time: undefined }, document).time).toBeUndefined();
});

it('sets the whole state: what it does not say is as the dashboard begins', () => {
  const chosen = { variables: { origin: ['JFK'], carrier: 'UA' }, time: { last: '7d' } };
  expect(wish(chosen, { type: 'state', state: { variables: { carrier: 'B6' } } }, document)).toEqual({
    variables: { origin: ['EWR', 'JFK'], carrier: 'B6' },
    time: undefined,
  });
});

it('knows the column of a place by its words', () => {
  const answer = {
    columns: [
      { name: 'flights', type: 'int' },
      { name: 'origin', type: 'string' },
    ],
    rows: [[3, 'JFK']],
  } as unknown as Answer;
  const point = (name: string) => ({ name, series: null, value: 3 });
  expect(columnOf(answer, point('JFK'))).toBe('origin');
  expect(columnOf(answer, point('3'))).toBeNull();
  expect(columnOf(undefined, point('JFK'))).toBeNull();
});

it('reads what ECharts tells of a click', () => {
  const clicked = { componentType: 'series', name: 'UA', seriesName: 'Flights', value: 7 };
  expect(pointOf(clicked)).toEqual({ name: 'UA', series: 'Flights', value: 7 });
  const moment = { componentType: 'series', name: '', seriesName: 'Delay', value: [0, 3.5] };
  expect(pointOf(moment)).toEqual({ name: '1970-01-01T00:00:00.000Z', series: 'Delay', value: 3.5 });
  for (const other of [undefined, null, {}, { componentType: 'xAxis', value: 'UA' }])
    expect(pointOf(other)).toBeNull();
});
