/** Differences of lines. */
import { expect, it } from 'vitest';
import { diffBlocks, diffLines } from './lineDiff';

const short = (theirs: string, mine: string) =>
  diffLines(theirs, mine).map(({ kind, text }) => ({ same: ' ', theirs: '-', mine: '+' })[kind] + text);

it('finds what changed, came and went', () => {
  expect(short('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c']);
  expect(short('a\nb\nc', 'a\nc')).toEqual([' a', '-b', ' c']);
  expect(short('a\nc', 'a\nb\nc')).toEqual([' a', '+b', ' c']);
  expect(short('x', 'x')).toEqual([' x']);
});

it('gives back both texts', () => {
  const theirs = 'a\nb\nc\nd\ne\nf\ng';
  const mine = 'b\nx\nd\nf\ne\ng\nh';
  const lines = diffLines(theirs, mine);
  expect(
    lines
      .filter(({ kind }) => kind !== 'mine')
      .map(({ text }) => text)
      .join('\n'),
  ).toBe(theirs);
  expect(
    lines
      .filter(({ kind }) => kind !== 'theirs')
      .map(({ text }) => text)
      .join('\n'),
  ).toBe(mine);
});

it('folds what is the same', () => {
  const many = Array.from({ length: 40 }, (_, index) => `line ${index}`);
  const other = many.with(20, 'changed');
  const blocks = diffBlocks(many.join('\n'), other.join('\n'));
  expect(blocks.map((block) => (block.kind === 'gap' ? block.count : block.lines.length))).toEqual([
    17, 8, 16,
  ]);
});
