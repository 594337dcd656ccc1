/** The QR code of a link: its squares, as a drawing and as files. The library loads when a code is asked for. */

/** Light border around the code, in squares; readers need four. */
export const QUIET = 4;
/** Dark on light whatever the theme: many readers know nothing else. */
export const DARK = '#000000';
export const LIGHT = '#ffffff';

export interface QrSquares {
  /** Squares in a row, the border with them. */
  readonly size: number;
  /** The dark ones, as an SVG path. */
  readonly path: string;
  readonly isDark: (row: number, column: number) => boolean;
}

/** Dark squares of each row as runs: fewer seams, a smaller file. */
export function pathOf(count: number, isDark: (row: number, column: number) => boolean): string {
  let path = '';
  for (let row = 0; row < count; row += 1) {
    for (let from = 0; from < count; from += 1) {
      if (!isDark(row, from)) continue;
      let to = from;
      while (to < count && isDark(row, to)) to += 1;
      path += `M${from + QUIET} ${row + QUIET}h${to - from}v1h${from - to}z`;
      from = to;
    }
  }
  return path;
}

/** A quarter of it may be dirty or folded on paper and it is read all the same, unless that made it too fine. */
export async function qrOf(text: string): Promise<QrSquares> {
  const { default: qrcode } = await import('qrcode-generator');
  const code = qrcode(0, text.length > 120 ? 'M' : 'Q');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const isDark = (row: number, column: number) => code.isDark(row, column);
  return { size: count + 2 * QUIET, path: pathOf(count, isDark), isDark };
}

function escaped(text: string): string {
  return text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function qrSvg({ size, path }: QrSquares, title: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 10}" height="${size * 10}" viewBox="0 0 ${size} ${size}" ` +
    `shape-rendering="crispEdges"><title>${escaped(title)}</title>` +
    `<path fill="${LIGHT}" d="M0 0h${size}v${size}h-${size}z"/><path fill="${DARK}" d="${path}"/></svg>\n`
  );
}

/** Pixels of a square: sharp on paper at the size of a hand. */
const PIXELS = 24;

export async function qrPng({ size, isDark }: QrSquares): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = size * PIXELS;
  canvas.height = size * PIXELS;
  const pen = canvas.getContext('2d');
  if (pen === null) return null;
  pen.fillStyle = LIGHT;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = DARK;
  const count = size - 2 * QUIET;
  for (let row = 0; row < count; row += 1)
    for (let column = 0; column < count; column += 1)
      if (isDark(row, column))
        pen.fillRect((column + QUIET) * PIXELS, (row + QUIET) * PIXELS, PIXELS, PIXELS);
  return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
