/**
 * What a brand's colour becomes in each theme, so that it can be read: as text on the grounds of the theme, and under the
 * text of what is pressed. It becomes darker or lighter until it can; a colour that can already stays as it is.
 */
import { useLayoutEffect } from 'react';
import { useDark } from './theme';

/** What a brand replaces of tokens.css. */
export interface Accent {
  readonly accent: string;
  readonly 'accent-hover': string;
  readonly 'accent-ink': string;
  readonly 'accent-soft': string;
}

interface Ground {
  /** Where the colour stands as text; tokens.css says the same (accent.test.ts compares). */
  readonly surface: string;
  readonly bg: string;
  /** What is written on it. */
  readonly ink: string;
  /** How light a colour becomes at the end of its way there: 0 is black, 1 is white. */
  readonly end: 0 | 1;
  /** How much of it colours a soft ground. */
  readonly soft: number;
}

export const grounds: { readonly light: Ground; readonly dark: Ground } = {
  light: { surface: '#ffffff', bg: '#f6f7f9', ink: '#ffffff', end: 0, soft: 0.1 },
  dark: { surface: '#161b22', bg: '#0e1116', ink: '#0e1116', end: 1, soft: 0.16 },
};

/** WCAG 2.2 for text. */
const READABLE = 4.5;
const STEPS = 50;
const HOVER = 0.16;

const parts = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

const hex = (all: number[]) => `#${all.map((part) => part.toString(16).padStart(2, '0')).join('')}`;

/** By WCAG 2: 0 of black, 1 of white. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = parts(colour).map((part) => {
    const one = part / 255;
    return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** From 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** `share` of the second in the first. */
function mixed(colour: string, other: string, share: number): string {
  const there = parts(other);
  const all = parts(colour).map((part, at) => Math.round(part + ((there[at] ?? part) - part) * share));
  return hex(all);
}

/** The colour `share` of its way to black or white: hue and saturation stay, so that it is still known. */
function lit(colour: string, end: 0 | 1, share: number): string {
  if (share === 0) return colour;
  const [r = 0, g = 0, b = 0] = parts(colour).map((part) => part / 255);
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const [sum, range] = [most + least, most - least];
  const saturation = range === 0 ? 0 : range / (1 - Math.abs(sum - 1));
  const sixths = most === r ? (g - b) / range + 6 : most === g ? (b - r) / range + 2 : (r - g) / range + 4;
  const hue = range === 0 ? 0 : sixths * 2;
  const lightness = sum / 2 + (end - sum / 2) * share;
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const all = [0, 8, 4].map((n) => {
    const at = (n + hue) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(at - 3, 9 - at, 1))));
  });
  return hex(all);
}

/** A colour as the server keeps it, `#rrggbb`; null for anything else. */
export function colourOf(text: string): string | null {
  const colour = text.trim().toLowerCase();
  return /^#[0-9a-f]{6}$/.test(colour) ? colour : null;
}

export function accentIn(colour: string, theme: 'light' | 'dark'): Accent {
  const { surface, bg, ink, end, soft } = grounds[theme];
  for (let step = 0; ; step += 1) {
    const accent = lit(colour, end, step / STEPS);
    const ground = mixed(surface, accent, soft);
    const reads = [surface, bg, ground, ink].every((one) => contrast(accent, one) >= READABLE);
    if (reads || step === STEPS)
      return {
        accent,
        'accent-hover': lit(accent, end, HOVER),
        'accent-ink': ink,
        'accent-soft': ground,
      };
  }
}

const names = ['accent', 'accent-hover', 'accent-ink', 'accent-soft'] as const;

/** The whole page wears this colour as long as its caller is there; none: its own. */
export function useAccent(said: string | null | undefined): void {
  const theme = useDark() ? 'dark' : 'light';
  const colour = colourOf(said ?? '');
  useLayoutEffect(() => {
    if (colour === null) return undefined;
    // By script: the pages' policy lets no sheet and no attribute from outside say how they look.
    const { style } = document.documentElement;
    const worn = accentIn(colour, theme);
    for (const name of names) style.setProperty(`--${name}`, worn[name]);
    return () => {
      for (const name of names) style.removeProperty(`--${name}`);
    };
  }, [colour, theme]);
}
