/** Messages of an embed: those of a known shape are read, everything else is nobody's. */
import { expect, it } from 'vitest';
import { type FromPage, fromPage, marked, readMessage, type ToPage, toPage } from './protocol';

const state = { variables: { origin: ['JFK'] }, time: { last: '7d' } };
const point = { widget: 'w', title: 'W', column: null, name: 'JFK', series: 'Flights', value: 3 };
const told: FromPage[] = [
  { type: 'hello' },
  { type: 'renew' },
  { type: 'ready', title: 'Delays', state },
  { type: 'resized', height: 300 },
  { type: 'filter', state },
  { type: 'select', id: 1, point },
  { type: 'ended', reason: 'session_over' },
  { type: 'denied', detail: 'no', errors: [{ pointer: '/token/exp', message: 'late' }] },
  { type: 'error', detail: 'no' },
];
const said: ToPage[] = [
  { type: 'open', token: 'a.b.c', fits: true, look: { theme: 'dark', language: 'de', bare: true }, state },
  { type: 'open', token: 'a.b.c', fits: false, look: {} },
  { type: 'token', token: 'a.b.c' },
  { type: 'none' },
  { type: 'look', look: {} },
  { type: 'state', state: { variables: {} } },
  { type: 'variable', name: 'origin', value: undefined },
  { type: 'time', time: { last: '7d' } },
  { type: 'selected', id: 1, prevented: true },
];

it('reads every message as it was said', () => {
  for (const one of told) expect(readMessage<FromPage>(marked(one), fromPage)).toEqual(one);
  for (const one of said) expect(readMessage<ToPage>(marked(one), toPage)).toEqual(one);
});

it('passes over what is not of this kind', () => {
  const circle: Record<string, unknown> = {};
  circle['variables'] = circle;
  for (const data of [
    null,
    undefined,
    'hello',
    [],
    { type: 'hello' },
    { vitrine: 2, type: 'hello' },
    { vitrine: 1, type: 'toString' },
    { vitrine: 1, type: '__proto__' },
    { vitrine: 1, type: 'unknown' },
    { vitrine: 1, type: 'hello', more: 1 },
    { vitrine: 1, type: 'resized', height: '300' },
    { vitrine: 1, type: 'resized', height: Number.POSITIVE_INFINITY },
    { vitrine: 1, type: 'filter', state: { variables: [] } },
    { vitrine: 1, type: 'filter', state: { variables: {}, more: 1 } },
    { vitrine: 1, type: 'filter', state: circle },
    { vitrine: 1, type: 'select', id: 1, point: { ...point, value: 'x' } },
    { vitrine: 1, type: 'denied', detail: 'no', errors: [{ pointer: '/x' }] },
    { vitrine: 1, type: 'error', detail: 'x'.repeat(70_000) },
  ])
    expect(readMessage<FromPage>(data, fromPage)).toBeNull();
  // What the one may say is not the other's to say.
  expect(readMessage<ToPage>(marked<FromPage>({ type: 'hello' }), toPage)).toBeNull();
});
