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

const sources = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

it('no address of the app is written as if the server stood at the root', () => {
  const atRoot = [
    /href="\/(?!\/)/,
    /location\.(?:assign|replace)\(['"`]\//,
    /location\.href = ['"`]\//,
    /origin\}\//,
  ];
  const files = Object.entries(sources).filter(([file]) => !file.includes('.test.'));
  expect(files.length).toBeGreaterThan(100);
  const found = files
    .filter(([, text]) => atRoot.some((pattern) => pattern.test(text)))
    .map(([file]) => file);
  expect(found).toEqual([]);
});
