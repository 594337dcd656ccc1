/** Networks as they are typed: which lines say one, and which line a fault stands in. */
import { expect, it } from 'vitest';
import { badNetwork, lineOf, networksOf } from './networks';

it.each([
  '192.0.2.7',
  '10.0.0.0/8',
  '0.0.0.0/1',
  '2001:db8::/32',
  '::1',
  'fe80::1/64',
  '2001:DB8:0:0:0:0:0:1/128',
])('takes %s', (said) => {
  expect(badNetwork(said)).toBeUndefined();
});

it.each([
  '10.0.0.0/33',
  '10.0.0/8',
  '256.0.0.1',
  '010.0.0.1',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '0.0.0.0/0',
  '::/0',
  '2001:db8::/129',
  '1:2:3',
  'example.org',
  '10.0.0.1-10.0.0.9',
  '[::1]',
  'fe80::1%eth0',
])('finds fault with %s', (said) => {
  expect(badNetwork(said)).toEqual({ line: 1, said });
});

it('counts lines as a person does, and sends only those that say something', () => {
  const text = '\n 10.0.0.0/8 \r\n\n nonsense\nfd00::/8';
  expect(networksOf(text)).toEqual(['10.0.0.0/8', 'nonsense', 'fd00::/8']);
  expect(badNetwork(text)).toEqual({ line: 4, said: 'nonsense' });
  expect(lineOf(text, 2)).toEqual({ line: 5, said: 'fd00::/8' });
  expect(lineOf(text, 3)).toBeUndefined();
});
