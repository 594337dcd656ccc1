/** Every colour that a brand can say is read in both themes, and the page goes back to its own. */
import { readFileSync } from 'node:fs';
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { accentIn, colourOf, contrast, grounds, useAccent } from './accent';
import { setTheme } from './theme';

const digits = [0, 3, 6, 9, 12, 15];
const colours = digits.flatMap((r) =>
  digits.flatMap((g) =>
    digits.map((b) => `#${[r, g, b].map((one) => (one * 17).toString(16).padStart(2, '0')).join('')}`),
  ),
);

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  it('reads every colour', () => {
    expect(colours).toHaveLength(216);
    for (const colour of colours) {
      const {
        accent,
        'accent-hover': hover,
        'accent-ink': ink,
        'accent-soft': soft,
      } = accentIn(colour, theme);
      const { surface, bg } = grounds[theme];
      for (const [one, other] of [
        [accent, surface],
        [accent, bg],
        [accent, soft],
        [ink, accent],
        [ink, hover],
      ] as const)
        expect(contrast(one, other), `${colour}: ${one} on ${other}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('stands on the grounds of the sheet', () => {
    const sheet = readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8');
    const head = theme === 'light' ? ':root {' : ":root[data-theme='dark'] {";
    const body = sheet.slice(sheet.indexOf(head));
    for (const name of ['surface', 'bg'] as const)
      expect(new RegExp(`--${name}: ([^;]+);`).exec(body)?.[1]).toBe(grounds[theme][name]);
  });
});

it('leaves a colour as it is that can be read', () => {
  expect(accentIn('#0f766e', 'light').accent).toBe('#0f766e');
  expect(accentIn('#2dd4bf', 'dark').accent).toBe('#2dd4bf');
  expect(accentIn('#ffcc00', 'light').accent).not.toBe('#ffcc00');
});

it('is still known where it had to become another one', () => {
  // Blue stays the strongest part of a blue, and red the weakest.
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) =>
    Number.parseInt(accentIn('#0a4d8c', 'dark').accent.slice(at, at + 2), 16),
  );
  expect(b).toBeGreaterThan(g);
  expect(b - r).toBeGreaterThan(120);
});

it('takes no colour for one that is none', () => {
  expect(colourOf(' #0F766E ')).toBe('#0f766e');
  for (const none of ['', 'red', '#fff', '#0f766e;', 'url(x)', '#0f766g']) expect(colourOf(none)).toBeNull();
});

function Page({ accent }: { accent: string | null }) {
  useAccent(accent);
  return null;
}

it('dresses the page, in the theme that is shown, and undresses it', () => {
  const worn = () => document.documentElement.style.getPropertyValue('--accent');
  setTheme('light');
  const { rerender, unmount } = render(<Page accent="#0a4d8c" />);
  expect(worn()).toBe('#0a4d8c');
  rerender(<Page accent="red;background:url(x)" />);
  expect(worn()).toBe('');
  rerender(<Page accent="#0a4d8c" />);
  unmount();
  expect(worn()).toBe('');
  setTheme('system');
});
