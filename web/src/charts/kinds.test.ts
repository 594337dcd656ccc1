/** Every kind that documents may name is known to the browser and to paper. That each table is whole, the compiler sees. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answer';
import { drawnAs, layoutOf, optionOf } from './draw';
import { kindOf } from './index';
import { widgetKinds, type WidgetKind } from './kinds';
import { assignColours, themeOf } from './palette';

const demos = import.meta.glob<{ options: object; answer?: Answer }>('./*/demo.json', {
  import: 'default',
  eager: true,
});
const ctx = {
  theme: themeOf('light'),
  size: { width: 640, height: 320 },
  locale: 'en',
  timeZone: 'UTC',
  colours: assignColours([]),
};
const nothing: Answer = {
  columns: [],
  rows: [],
  row_count: 0,
  truncated: false,
  as_of: '',
  cached: false,
  fingerprint: '',
};

it('has a folder with a demo for each kind, and no other folder', () => {
  const folders = Object.keys(demos).map((path) => path.split('/')[1]);
  expect(folders.toSorted()).toEqual([...widgetKinds].toSorted());
});

it('lists the kinds that the server takes, and no other', () => {
  const described = JSON.parse(readFileSync('../openapi/api.json', 'utf8')) as {
    components: { schemas: { WidgetKind: { enum: string[] } } };
  };
  expect(described.components.schemas.WidgetKind.enum.toSorted()).toEqual([...widgetKinds].toSorted());
});

describe.each(widgetKinds)('%s', (kind) => {
  const { options, answer = nothing } = demos[`./${kind}/demo.json`] ?? { options: {} };
  it('is drawn on paper as what it is, and its control alone is left out', () => {
    const how = drawnAs(kind);
    const drawn =
      how === 'chart' ? optionOf(kind, options, answer, ctx) : layoutOf(kind, options, answer, ctx);
    expect(JSON.stringify(drawn).includes('not known')).toBe(how === 'control');
    expect(kindOf(kind)?.control).toBe(how === 'control');
  });
});

it('no kind reaches over what stands below it', () => {
  const sheets = readdirSync('src/charts', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.css'),
  );
  const reaching = sheets.flatMap((file) =>
    [...readFileSync(`src/charts/${file}`, 'utf8').matchAll(/([^{}]+)\{([^{}]*)\}/g)]
      .filter(([, , rules = '']) => /margin-bottom: -|margin: \S+ \S+ -/.test(rules))
      .map(([, selector = '']) => selector.trim().split('\n').at(-1)),
  );
  expect(reaching.length).toBeGreaterThan(1);
  expect(reaching.filter((selector) => selector?.endsWith(':last-child') !== true)).toEqual([]);
});

it('does not take a name of JavaScript for a kind', () => {
  expect([kindOf('toString'), drawnAs('constructor')]).toEqual([undefined, undefined]);
});

// A table that lacks a kind does not compile: this line fails the type check when it does.
// @ts-expect-error -- all kinds but one
export const lacking: Record<WidgetKind, 0> = { line: 0 };
