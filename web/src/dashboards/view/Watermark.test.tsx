/** A watermark: whole however long it is, out of the way, and told once where it is read aloud. */
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { linesOf, SIZE, patternOf } from './watermarkPattern';
import { Watermark } from './Watermark';

it('is broken between words, and within what is longer than a line', () => {
  expect(linesOf('jane@united.example · 2026-11-30')).toEqual(['jane@united.example ·', '2026-11-30']);
  const long = `${'a'.repeat(60)}@united.example · 2026-11-30`;
  expect(linesOf(long).join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''));
  expect(linesOf(long).every((line) => line.length <= 28)).toBe(true);
  expect(linesOf('')).toEqual([]);
});

it('has a pattern that nothing is cut off by', () => {
  expect(patternOf('WWWW').width).toBeGreaterThan(4 * SIZE);
  expect(patternOf('飛行機').width).toBeGreaterThan(3 * SIZE);
  expect(patternOf('a b').row).toBeLessThan(patternOf('a '.repeat(40)).row);
});

it('takes no click, and is not read aloud', () => {
  const { container } = render(<Watermark text="jane@united.example · 2026-11-30" />);
  const mark = container.querySelector('svg');
  expect(mark).toHaveAttribute('aria-hidden', 'true');
  expect(mark).toHaveTextContent('jane@united.example');
  expect(mark?.querySelector('rect')?.getAttribute('fill')).toBe('url(#watermark)');
});
