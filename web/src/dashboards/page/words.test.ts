/** The server's codes for "cannot be saved here" have their sentence. */
import { expect, it } from 'vitest';
import { cannotSaveText } from './words';

it.each(['missing_permission', 'edit_outside_own_workspace', 'read_only_here', 'read_only_token'])(
  '%s is said in words',
  (code) => {
    expect(cannotSaveText(code)).toMatch(/^\p{Lu}.+\.$/u);
  },
);
it('is silent about nothing and about what it does not know', () => {
  expect([cannotSaveText(null), cannotSaveText(undefined), cannotSaveText('brand_new')]).toEqual([
    '',
    '',
    '',
  ]);
});
