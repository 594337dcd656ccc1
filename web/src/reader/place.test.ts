/** Addresses of reader pages. */
import { expect, it } from 'vitest';
import { placeOf } from './place';

it.each([
  ['/s/SECRET', { at: 'link', key: 'SECRET' }],
  ['/s/SE%2FCRET/', { at: 'link', key: 'SE/CRET' }],
  ['/s/%E0%A4', { at: 'link', key: '%E0%A4' }],
  ['/shared', { at: 'list' }],
  ['/shared/', { at: 'list' }],
  ['/shared/rcp_1', { at: 'own', key: 'rcp_1' }],
  ['/s/shared', { at: 'link', key: 'shared' }],
  ['/', { at: 'link', key: '' }],
] as const)('%s', (path, place) => {
  expect(placeOf(path)).toEqual(place);
});
