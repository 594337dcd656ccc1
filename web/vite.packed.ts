/** Packs every file of a build in the two ways that browsers know, as well as it can be: it is done once and sent often. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Smaller ones gain nothing, and pictures and fonts are packed already. */
const LEAST = 600;
const TEXT = /\.(?:js|css|svg|json|webmanifest)$/;

export function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const text = file.type === 'chunk' ? file.code : file.source;
          if (!TEXT.test(fileName) || text.length < LEAST) continue;
          const bytes = Buffer.from(text);
          const quality = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
          this.emitFile({
            type: 'asset',
            fileName: `${fileName}.br`,
            source: brotliCompressSync(bytes, { params: quality }),
          });
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(bytes, { level: 9 }) });
        }
      },
    },
  };
}
