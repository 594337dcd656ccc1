/** The QR code of a link says that link, and nothing in it can break out of a file. */
import qrcode from 'qrcode-generator';
import { expect, it } from 'vitest';
import { pathOf, qrOf, qrSvg, QUIET } from './qr';

/** Reads a path back into squares. */
function squares(path: string): Set<string> {
  const found = new Set<string>();
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let at = 0; at < Number(length); at += 1) found.add(`${Number(x) + at} ${y}`);
  return found;
}

it('draws every dark square once and no other', async () => {
  const link = 'https://charts.example/s/Ab3dEf6hIj9lMn2pQr5tUv';
  const { size, path } = await qrOf(link);
  const code = qrcode(0, 'Q');
  code.addData(link);
  code.make();
  const expected = new Set<string>();
  for (let row = 0; row < code.getModuleCount(); row += 1)
    for (let column = 0; column < code.getModuleCount(); column += 1)
      if (code.isDark(row, column)) expected.add(`${column + QUIET} ${row + QUIET}`);
  expect(size).toBe(code.getModuleCount() + 8);
  expect(squares(path)).toEqual(expected);
});

it('joins neighbours of a row', () => {
  expect(pathOf(3, (row, column) => row === 1 && column !== 0)).toBe('M5 5h2v1h-2z');
});

it('holds long links', async () => {
  await expect(qrOf(`https://charts.example/s/${'x'.repeat(900)}`)).resolves.toBeDefined();
});

it('says its title as text', () => {
  const svg = qrSvg({ size: 9, path: '', isDark: () => false }, '<script>&');
  expect(svg).toContain('<title>&#60;script&#62;&#38;</title>');
});
