/**
 * Reader pages load few texts (i18n/sets). A key of another catalogue would stand on the page as it is, so every file
 * that a reader page may load is looked through, along its imports. What asks brings texts of its own (gate/useTexts).
 */
import { expect, it } from 'vitest';
import reader from '../i18n/sets/reader.en';

const files = import.meta.glob<string>('../**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
/** Words for most refusals are looked up where the app is; who only reads never meets those. */
const excepted = ['../api/plainText.ts'];

function resolve(from: string, to: string): string | undefined {
  const path = new URL(to, new URL(from, 'file:///src/reader/')).pathname.replace('/src/', '../');
  // What lies beside this file has no folder in its name.
  const named = path.replace('../reader/', './');
  return ['', '.ts', '.tsx', '/index.ts'].map((ending) => named + ending).find((one) => one in files);
}

function reached(start: string): string[] {
  const seen = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    // Types are gone when the page loads.
    const code = files[file]?.replace(/^import type [^;]*;/gm, '') ?? '';
    for (const [, to = ''] of code.matchAll(/(?:from|import|import\()\s*'(\.[^']+)'/g)) {
      const next = resolve(file, to);
      if (next !== undefined) open.push(next);
    }
  }
  return [...seen];
}

it('use texts of their own set only', () => {
  const all = reached('./main.tsx');
  expect(all.length).toBeGreaterThan(60);
  // A wall loads its own before it draws (kiosk/Kiosk.tsx).
  const areas = [...Object.keys(reader), 'wall'];
  const foreign = all
    .filter((file) => !excepted.includes(file))
    .flatMap((file) =>
      [...(files[file] ?? '').matchAll(/\bt(?:Maybe)?\(\s*(?:[^'`()]*\?\s*)?['`](\w+)\./g)]
        .map(([, area = '']) => area)
        .filter((area) => !areas.includes(area) && !(area === 'gate' && file.startsWith('./gate/')))
        .map((area) => `${file}: ${area}`),
    );
  expect(foreign).toEqual([]);
});
