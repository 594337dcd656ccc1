/** Readable search parameters survive the way through the URL unchanged. */
import { describe, expect, it } from 'vitest';
import { one, parseSearch, stringifySearch } from './search';

describe('search parameters', () => {
  it('keeps values as they were typed, numbers and booleans too', () => {
    expect(parseSearch('?v.year=2013&embed=true&v.code=007')).toEqual({
      'v.year': '2013',
      embed: 'true',
      'v.code': '007',
    });
    expect(stringifySearch({ 'v.code': '007', embed: 'true' })).toBe('?v.code=007&embed=true');
  });
  it('makes a list of what occurs several times, and back', () => {
    const search = parseSearch('?v.a=JFK&v.a=LGA&q=x');
    expect(search['v.a']).toEqual(['JFK', 'LGA']);
    expect(stringifySearch(search)).toBe('?v.a=JFK&v.a=LGA&q=x');
    expect(one(search, 'v.a')).toBe('JFK');
  });
  it('leaves out what is not set, and encodes what would break the URL', () => {
    expect(stringifySearch({ a: undefined })).toBe('');
    const value = 'a&b=c #d%';
    expect(parseSearch(stringifySearch({ value }))).toEqual({ value });
  });
  it('keeps times readable', () => {
    expect(stringifySearch({ from: '2013-01-01T00:00:00Z' })).toBe('?from=2013-01-01T00:00:00Z');
  });
});
