/** Both languages have the same keys and the same placeholders in every area, and `t` fills them. */
import { describe, expect, it } from 'vitest';
import { addCatalogue, t, tMaybe } from './core';

const files = import.meta.glob<Record<string, string>>('./*.json', { import: 'default', eager: true });
const areas = [...new Set(Object.keys(files).map((path) => path.split('.')[1]?.slice(1) ?? ''))];
const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((hole) => hole[1]).toSorted();

describe.each(areas)('%s', (area) => {
  const en = files[`./${area}.en.json`] ?? {};
  const de = files[`./${area}.de.json`] ?? {};

  it('has the same keys in both languages', () => {
    expect(Object.keys(de).toSorted()).toEqual(Object.keys(en).toSorted());
  });
  it('is flat, and nothing is empty', () => {
    for (const text of [...Object.values(en), ...Object.values(de)]) {
      expect(typeof text).toBe('string');
      expect(text.trim()).not.toBe('');
    }
  });
  it('has the same placeholders in both languages', () => {
    for (const [key, text] of Object.entries(en)) {
      expect([key, holes(de[key] ?? '')]).toEqual([key, holes(text)]);
    }
  });
  it('has both plural forms where it has one', () => {
    for (const key of Object.keys(en)) {
      const plural = /^(.*)_(one|other)$/.exec(key);
      if (plural) expect(en).toHaveProperty([`${plural[1]}_${plural[2] === 'one' ? 'other' : 'one'}`]);
    }
  });
});

describe('t', () => {
  it('fills placeholders and writes numbers as the locale does', () => {
    expect(t('data.version', { number: '4' })).toBe('Version 4');
    expect(t('data.rowCount', { count: 336776 })).toBe(`${new Intl.NumberFormat('en').format(336776)} rows`);
  });
  it('chooses the plural form by count', () => {
    expect(t('data.rowCount', { count: 1 })).toBe('1 row');
    expect(t('data.rowCount', { count: 0 })).toBe('0 rows');
  });
  it('leaves an unknown placeholder alone', () => {
    addCatalogue('test', { greet: 'Hello {who}, {what}' });
    expect(tMaybe('test.greet', '', { who: 'Ada' })).toBe('Hello Ada, {what}');
  });
  it('falls back for keys that are not there', () => {
    expect(tMaybe('test.nothing', 'as it came')).toBe('as it came');
  });
});
