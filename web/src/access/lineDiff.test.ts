/** Lines that differ are marked, and long texts do not keep a page waiting. */
import { expect, it } from 'vitest';
import { lineDiff, questionText } from './lineDiff';

const marks = (lines: { text: string; changed: boolean }[]) =>
  lines.map(({ text, changed }) => (changed ? `! ${text}` : text));

it('marks the lines that are not in both', () => {
  const { before, after } = lineDiff('select\n  a,\n  b\nfrom t', 'select\n  a,\n  c,\n  b\nfrom u');
  expect(marks(before)).toEqual(['select', '  a,', '  b', '! from t']);
  expect(marks(after)).toEqual(['select', '  a,', '!   c,', '  b', '! from u']);
});

it('knows what is new and what is gone', () => {
  expect(lineDiff('', 'x').before).toEqual([]);
  expect(marks(lineDiff('', 'x').after)).toEqual(['! x']);
  expect(marks(lineDiff('x', '').before)).toEqual(['! x']);
});

it('does not compare for ever', () => {
  const long = (word: string) => Array.from({ length: 5_000 }, (_, n) => `${word} ${n}`).join('\n');
  const { before, after } = lineDiff(long('a'), long('b'));
  expect(before).toHaveLength(5_000);
  expect(after.some(({ changed }) => changed)).toBe(false);
});

it('shows SQL as it was written, and everything else as the document says it', () => {
  expect(questionText({ sql: ' select 1\n' })).toBe('select 1');
  expect(questionText({ dataset: 'flights' })).toBe('{\n  "dataset": "flights"\n}');
  expect(questionText(undefined)).toBe('');
});
