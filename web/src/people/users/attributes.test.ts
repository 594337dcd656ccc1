/** Attributes to rows and back. */
import { expect, it } from 'vitest';
import { attributesOf, rowsOf } from './attributes';

it('go to rows and back', () => {
  const attributes = { carrier: ['UA', 'DL'], airport: ['JFK'] };
  expect(attributesOf(rowsOf(attributes))).toEqual(attributes);
});
it('drop what is empty, trim, and add up the same name', () => {
  expect(
    attributesOf([
      { key: ' carrier ', values: ' UA, ,UA ' },
      { key: 'carrier', values: 'DL' },
      { key: '', values: 'x' },
      { key: 'empty', values: ' , ' },
    ]),
  ).toEqual({ carrier: ['UA', 'DL'] });
});
