/**
 * Weighs what a stranger downloads to see a shared dashboard, at every build, and fails the build when it is too much:
 * the entry of reader pages, the texts of one language, and the views of the usual kinds of widget, with everything
 * they import. What loads only when somebody opens a menu or a dialog does not count.
 */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Script in all, gzip; and the sheets that stand before the first paint, as they are. Bytes. */
const MOST_SCRIPT = 245_000;
const MOST_STYLE = 60_000;

/** A usual dashboard: lines, bars, stats, a table and a drop-down, read in one language. */
const FIRST_VIEW = [
  '/reader/main.tsx',
  '/i18n/sets/reader.de.ts',
  '/charts/line/View.tsx',
  '/charts/bar/View.tsx',
  '/charts/stat/View.tsx',
  '/charts/table/View.tsx',
  '/charts/dropdown/View.tsx',
];

/** The parts of a built chunk that matter here. */
export interface Chunk {
  readonly fileName: string;
  readonly code: string;
  /** File names of what loads together with it. */
  readonly imports: readonly string[];
  readonly moduleIds: readonly string[];
}

export interface Weight {
  /** Each file with its gzip size, heaviest first. */
  readonly files: readonly (readonly [string, number])[];
  readonly total: number;
}

/** Adds up what loads for these modules; throws when one is in no chunk, for then the list above is old. */
export function weigh(chunks: readonly Chunk[], wanted: readonly string[]): Weight {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const loaded = new Map<string, number>();
  const load = (chunk: Chunk) => {
    if (loaded.has(chunk.fileName)) return;
    loaded.set(chunk.fileName, gzipSync(chunk.code).length);
    for (const name of chunk.imports) {
      const next = byName.get(name);
      if (next !== undefined) load(next);
    }
  };
  for (const module of wanted) {
    const chunk = chunks.find((one) => one.moduleIds.some((id) => id.endsWith(module)));
    if (chunk === undefined) throw new Error(`the weight of reader pages: no chunk holds ${module}`);
    load(chunk);
  }
  const files = [...loaded].sort((a, b) => b[1] - a[1]);
  return { files, total: files.reduce((sum, [, size]) => sum + size, 0) };
}

const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;

export function readerWeight(): Plugin {
  return {
    name: 'reader-weight',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const { files, total } = weigh(chunks, FIRST_VIEW);
      const list = files.map(([name, size]) => `  ${kb(size).padStart(9)}  ${name}`).join('\n');
      this.info(`reader page: ${kb(total)} of ${kb(MOST_SCRIPT)} gzip script\n${list}`);
      if (total > MOST_SCRIPT)
        this.error(`reader page: ${kb(total)} of script, more than ${kb(MOST_SCRIPT)}\n${list}`);
    },
    writeBundle(_options, bundle) {
      const entry = Object.values(bundle).find(
        (one) => one.type === 'chunk' && one.moduleIds.some((id) => id.endsWith(FIRST_VIEW[0] ?? '')),
      );
      if (entry?.type !== 'chunk') return;
      const sheets = new Set(entry.viteMetadata?.importedCss);
      for (const name of entry.imports) {
        const next = bundle[name];
        if (next?.type === 'chunk') for (const css of next.viteMetadata?.importedCss ?? []) sheets.add(css);
      }
      let total = 0;
      for (const name of sheets) {
        const sheet = bundle[name];
        if (sheet?.type === 'asset') total += Buffer.byteLength(sheet.source);
      }
      if (total > MOST_STYLE) this.error(`reader page: ${kb(total)} of styles before the first paint`);
    },
  };
}
