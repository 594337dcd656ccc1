/** Numbers that JavaScript's own cannot hold keep every figure, and nobody reads them by its means. */
import { describe, expect, it } from 'vitest';
import { compareNumbers, exactNumber, parseExact, roundText, sumExact } from './exact';

describe('what somebody typed', () => {
  it('is a number where that holds every figure, else its text', () => {
    expect(exactNumber('6176900062392749993')).toBe('6176900062392749993');
    expect(exactNumber('-9007199254740993')).toBe('-9007199254740993');
    expect(exactNumber('9007199254740992')).toBe(9_007_199_254_740_992);
    expect(exactNumber(' 42 ')).toBe(42);
    expect(exactNumber('1.10')).toBe(1.1);
    expect(exactNumber('0.1')).toBe(0.1);
    expect(exactNumber('12345678901234567.89')).toBe('12345678901234567.89');
    expect(exactNumber('1e3')).toBe(1000);
  });
  it('is nothing where it is no number that people write', () => {
    for (const text of ['', '  ', '0x10', 'Infinity', 'NaN', '1,5', '12a'])
      expect(exactNumber(text), text).toBeNull();
  });
});

describe('JSON that somebody typed', () => {
  it('keeps every figure of its numbers', () => {
    const text =
      '{"eq": ["post_id", 6176900062392749993], "t": "a 6176900062392749993 \\" 1", "n": [1.5, -2e3, 7]}';
    expect(parseExact(text)).toEqual({
      eq: ['post_id', '6176900062392749993'],
      t: 'a 6176900062392749993 " 1',
      n: [1.5, -2000, 7],
    });
    expect(() => parseExact('{"a": 01}')).toThrow(SyntaxError);
    expect(() => parseExact('{')).toThrow(SyntaxError);
  });
});

describe('long numbers', () => {
  it('are compared, added and rounded to the last figure', () => {
    expect(compareNumbers('6176900062392749992', '6176900062392749993')).toBe(-1);
    expect(compareNumbers('1.10', 1.1)).toBe(0);
    expect(compareNumbers(-1, '0.5')).toBe(-1);
    expect(compareNumbers(1e21, '1000000000000000000000')).toBe(0);
    expect(compareNumbers(1e-7, '0.0000001')).toBe(0);
    expect(compareNumbers('x', 1)).toBe(1);
    expect(sumExact(['9007199254740993', 1, '0.05'])).toBe('9007199254740994.05');
    expect(sumExact([0.1, 0.2])).toBe('0.3');
    expect(sumExact(['a'])).toBeNull();
    expect(roundText('12345678901234567.895', 2)).toBe('12345678901234567.90');
    expect(roundText('-0.005', 2)).toBe('-0.01');
    expect(roundText('9007199254740993', 1)).toBe('9007199254740993.0');
  });
});

/** Where text may become a number of JavaScript's own, and why that loses nothing there. */
const ALLOWED: Readonly<Record<string, string>> = {
  'api/problem.ts': 'seconds of a Retry-After header',
  'charts/EChart.tsx': 'pixels and weights of a font',
  'charts/answer.ts': 'what is drawn: lengths and heights, never written or sent',
  'charts/decimals.ts': 'how many figures are written, of numbers that no longer are text',
  'charts/exact.ts': 'compared with the text before it is trusted',
  'charts/format.ts': 'parts of a duration; powers of ten',
  'charts/server.ts': 'pixels and weights of a font',
  'charts/stat/layout.ts': 'a number that was rounded, read again to see if it is nought',
  'charts/text/layout.ts': 'code points of character references',
  'charts/time.ts': 'parts of a date',
  'dashboards/editor/jsonTree.ts': 'places in a list',
  'dashboards/editor/pointer.ts': 'places in a list, positions in a text',
  'dashboards/kiosk/settings.ts': 'seconds and minutes between turns',
  'dashboards/kiosk/useWall.ts': 'when the page was loaded again',
  'document/range.ts': 'lengths of time',
  'embed/element.ts': 'the height of a frame',
  'i18n/instant.ts': 'parts of a date',
  'people/tokens/NewTokenDialog.tsx': 'days',
  'sharing/guests/terms.ts': 'how many guests a domain may bring',
  'sharing/list/filters.ts': 'days',
  'sharing/rules/policy.ts': 'days',
  'sharing/terms/draft.ts': 'days, views and hours of a share; places in a list',
  'sharing/terms/RareFields.tsx': 'the revision that was chosen',
  'sharing/terms/networks.ts': 'bits of an address',
  'sharing/terms/problems.ts': 'the place in a list that a pointer names',
  'sharing/terms/spans.ts': 'lengths of time',
};

describe('the source', () => {
  const files = import.meta.glob<string>('../**/*.{ts,tsx}', {
    query: '?raw',
    import: 'default',
    eager: true,
  });
  it('reads text as a number only where no figure can be lost', () => {
    const reading = Object.entries(files)
      .filter(([path]) => !path.includes('.test.'))
      .filter(([, text]) => /(?<![\w.])(Number|parseFloat)\(|Number\.parseFloat\(/.test(text))
      .map(([path]) => (path.startsWith('../') ? path.slice(3) : `charts/${path.slice(2)}`));
    expect(reading.length).toBeGreaterThan(5);
    expect(reading.filter((path) => ALLOWED[path] === undefined)).toEqual([]);
    expect(Object.keys(ALLOWED).filter((path) => !reading.includes(path))).toEqual([]);
  });
});
