/** Paths below the one that the server stands at. */
import { expect, it } from 'vitest';
import { pathInside } from './basePath';

it.each([
  ['/s/secret', '', '/s/secret'],
  ['/charts/s/secret', '/charts', '/s/secret'],
  ['/charts', '/charts', '/'],
  ['/charts/', '/charts', '/'],
  ['/chartsx/s', '/charts', '/chartsx/s'],
  ['/s/charts', '/charts', '/s/charts'],
])('%s at %s is %s', (path, base, expected) => {
  expect(pathInside(path, base)).toBe(expected);
});
