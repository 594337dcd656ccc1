/** Contrast of all colour tokens in both themes, and that the two dark blocks of tokens.css say the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast } from './accent';

const source = readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8');
const blocks = [...source.matchAll(/(:root[^{]*)\{([^}]*)\}/g)].map(([, head = '', body = '']) => ({
  head: head.trim(),
  tokens: Object.fromEntries(
    [...body.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value]),
  ),
}));
const find = (head: string) => blocks.find((block) => block.head === head)?.tokens ?? {};
const light = find(':root');
const dark = find(":root[data-theme='dark']");
const darkBySystem = find(":root:not([data-theme='light'])");

// WCAG 2.2: 4.5 for text, 3 for what must be seen to use a control or read a chart.
const text: [ink: string, ground: string][] = [
  ...['text', 'text-2', 'text-3', 'accent', 'good', 'warn', 'bad'].flatMap((ink): [string, string][] => [
    [ink, 'surface'],
    [ink, 'bg'],
  ]),
  ['text', 'surface-2'],
  ['text-2', 'surface-2'],
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['bad-ink', 'bad'],
  ['accent', 'accent-soft'],
  ['good', 'good-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
  ['text', 'good-soft'],
  ['text', 'warn-soft'],
  ['text', 'bad-soft'],
];
const seen: [string, string][] = [
  ['line-strong', 'surface'],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n): [string, string] => [`data-${n}`, 'surface']),
];

describe.each([
  ['light', light],
  ['dark', { ...light, ...dark }],
])('%s', (_, tokens) => {
  const of = (name: string) => {
    const value = tokens[name] ?? '';
    expect(value, name).toMatch(/^#[0-9a-f]{6}$/i);
    return value;
  };
  it.each(text)('%s on %s can be read', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(seen)('%s on %s can be seen', (ink, ground) => {
    expect(contrast(of(ink), of(ground))).toBeGreaterThanOrEqual(3);
  });
});

it('has the same dark values by choice and by system', () => {
  expect(Object.keys(dark).length).toBeGreaterThan(20);
  expect(darkBySystem).toEqual(dark);
});
