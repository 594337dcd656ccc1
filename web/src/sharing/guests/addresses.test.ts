/** Addresses as people paste them. */
import { describe, expect, it } from 'vitest';
import type { PastedAddress } from '../../api/types';
import { alike, isWhole, noAddresses, splitDomains, toRead, withRead, written } from './addresses';

const one = (address: string, more: Partial<PastedAddress> = {}): PastedAddress => ({
  address,
  shown: address,
  given: [address],
  ...more,
});

describe('Whole domains', () => {
  it('are taken out of a list of addresses', () => {
    expect(splitDomains('@United.example, ops@a.example\n*@delta.example')).toEqual({
      domains: ['united.example', 'delta.example'],
      rest: 'ops@a.example',
    });
  });
  it('are no addresses, and addresses are none', () => {
    const text = 'Ada <ada@a.example>; @nothing';
    expect(splitDomains(text)).toEqual({ domains: [], rest: text });
  });
});

it.each([
  ['ops@a.example', false],
  ['ops@a.example,', true],
  // A comma in a name ends no address.
  ['Moreno, Ada <ada', false],
  ['Ada <ada@a.example>; ', true],
  ['a@b.example\nc', true],
])('knows when something is whole: %j', (text, whole) => {
  expect(isWhole(text)).toBe(whole);
});

it('writes names so that they are read as one', () => {
  expect(written(one('ada@a.example', { name: 'Moreno, "Ada"' }))).toBe('Moreno Ada <ada@a.example>');
  expect(written(one('ada@a.example', {}))).toBe('ada@a.example');
});

describe('What was read', () => {
  it('is read again together with what comes, and folded', () => {
    const first = withRead(noAddresses, { addresses: [one('ops@a.example')], refused: [] }, []);
    expect(toRead(first, 'OPS@A.example')).toBe('ops@a.example\nOPS@A.example');
    const read = [one('ops@a.example', { given: ['ops@a.example', 'OPS@A.example'] })];
    const second = withRead(first, { addresses: read, refused: [] }, ['b.example']);
    expect(second.taken).toHaveLength(1);
    expect(second.folded).toBe(1);
    expect(second.domains).toEqual(['b.example']);
  });
  it('names what was refused once', () => {
    const refused = [{ text: 'foo', why: 'no_address' as const, detail: '' }];
    const twice = withRead(
      withRead(noAddresses, { addresses: [], refused }, []),
      { addresses: [], refused },
      [],
    );
    expect(twice.refused).toEqual(refused);
  });
});

it('warns of the one of two that look the same which has foreign letters, and names them', () => {
  const taken = [
    one('ops@a.example', { alike: ['оps@a.example'] }),
    one('оps@a.example', { alike: ['ops@a.example'] }),
  ];
  expect(alike({ ...noAddresses, taken })).toEqual([
    { shown: 'оps@a.example', like: ['ops@a.example'], letters: ['о'] },
  ]);
});

it('warns of plain letters, too, where nothing else tells them apart', () => {
  const taken = [one('rn@a.example', { alike: ['m@a.example'] })];
  expect(alike({ ...noAddresses, taken })).toHaveLength(1);
});
