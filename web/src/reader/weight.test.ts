/** The scales for reader pages: what loads together is counted once, and a list that has grown old is noticed. */
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { type Chunk, weigh } from '../../vite.weight';

const chunk = (name: string, imports: string[] = []): Chunk => ({
  fileName: `${name}.js`,
  code: `export const ${name} = ${JSON.stringify(name.repeat(50))};`,
  imports: imports.map((one) => `${one}.js`),
  moduleIds: [`/web/src/${name}.ts`],
});
const chunks = [
  chunk('page', ['react', 'ui']),
  chunk('ui', ['react']),
  chunk('react'),
  chunk('menu', ['ui']),
];

it('counts what is imported once, and nothing that opens later', () => {
  const { files, total } = weigh(chunks, ['/page.ts', '/ui.ts']);
  expect(files.map(([name]) => name).sort()).toEqual(['page.js', 'react.js', 'ui.js']);
  expect(total).toBe(chunks.slice(0, 3).reduce((sum, { code }) => sum + gzipSync(code).length, 0));
});

it('does not overlook a module that was renamed', () => {
  expect(() => weigh(chunks, ['/page.ts', '/gone.ts'])).toThrow('/gone.ts');
});
