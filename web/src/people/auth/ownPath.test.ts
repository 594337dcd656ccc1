/** After signing in one stays on this site. */
import { expect, it } from 'vitest';
import { ownPath } from './ownPath';

it.each([
  ['/d/dsh_1/delays?v.origin=JFK#w', '/d/dsh_1/delays?v.origin=JFK#w'],
  ['/', '/'],
  [undefined, '/'],
  ['', '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/signin?to=/signin', '/'],
])('%s leads to %s', (wanted, expected) => {
  expect(ownPath(wanted)).toBe(expected);
});
