/** Places in JSON text, whole and half typed. `|` marks the cursor. */
import { describe, expect, it } from 'vitest';
import { cursorAt, nodeAt, readTree } from './jsonTree';

function at(marked: string) {
  const pos = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = cursorAt(readTree(text), text, pos);
  return (
    found && { at: found.at, path: found.path, quoted: found.quoted, typed: text.slice(found.from, pos) }
  );
}

describe('cursorAt', () => {
  it.each([
    ['{|}', { at: 'key', path: [], quoted: false, typed: '' }],
    ['{"a": 1, |}', { at: 'key', path: [], quoted: false, typed: '' }],
    ['{"a": 1, "wi|"}', { at: 'key', path: [], quoted: true, typed: 'wi' }],
    ['{"a": 1, wi|}', { at: 'key', path: [], quoted: false, typed: 'wi' }],
    ['{"a": |}', { at: 'value', path: ['a'], quoted: false, typed: '' }],
    ['{"a": |, "b": 1}', { at: 'value', path: ['a'], quoted: false, typed: '' }],
    ['{"a": "x|y"}', { at: 'value', path: ['a'], quoted: true, typed: 'x' }],
    ['{"a": "x|\n, "b": 1}', { at: 'value', path: ['a'], quoted: true, typed: 'x' }],
    ['{"a": tr|}', { at: 'value', path: ['a'], quoted: false, typed: 'tr' }],
    ['{"a": [1, |]}', { at: 'value', path: ['a', 1], quoted: false, typed: '' }],
    ['{"a": [{"b": "|"}, 2]}', { at: 'value', path: ['a', 0, 'b'], quoted: true, typed: '' }],
    ['{"a": {"b": 1}, "c": {"d|"}}', { at: 'key', path: ['c'], quoted: true, typed: 'd' }],
    ['{\n  "a": 1\n  |\n}', { at: 'key', path: [], quoted: false, typed: '' }],
    ['{"a": [{"b": |', { at: 'value', path: ['a', 0, 'b'], quoted: false, typed: '' }],
  ])('%j', (marked, expected) => {
    expect(at(marked)).toEqual(expected);
  });

  it('offers nothing behind a finished value', () => {
    expect(at('{"a": 1 |}')).toBeNull();
    expect(at('{"a": [1] |}')).toBeNull();
    expect(at('{"a": 1} |')).toBeNull();
  });
});

it('reads what follows a string that was never closed', () => {
  const tree = readTree('{"a": "x\n, "b": {"c": 2}}');
  expect(nodeAt(tree, ['b', 'c'])).toMatchObject({ value: 2 });
});

it('does not run away on deep nonsense', () => {
  expect(() => readTree('['.repeat(100_000))).not.toThrow();
});
