/** How a watermark is set: in lines that a phone has room for, on a pattern that is laid over the whole page. Pure. */

/** Size of its letters, CSS pixels. */
export const SIZE = 15;
/** From line to line. */
export const LINE = 20;
/** Between one and the next, to the side and down. */
const APART = { x: 72, y: 76 };
/** So many letters stand in a line. */
const LETTERS = 28;

/** How wide a letter is at most, in parts of the size: a pattern that is too narrow would cut it. */
const widthOf = (letter: string) => (/^[ -~]$/.test(letter) && !/[A-Z@%&mwMW]/.test(letter) ? 0.66 : 1.05);

/** Broken between words, and within a word that is longer than a line. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const letters = Array.from(word);
    for (let at = 0; at < letters.length; at += LETTERS) {
      const part = letters.slice(at, at + LETTERS).join('');
      const before = lines.at(-1);
      if (at === 0 && before !== undefined && Array.from(before).length + 1 + letters.length <= LETTERS)
        lines[lines.length - 1] = `${before} ${part}`;
      else lines.push(part);
    }
  }
  return lines;
}

export interface Pattern {
  readonly lines: readonly string[];
  readonly width: number;
  /** Of one row; the pattern has two, the second one shifted by half. */
  readonly row: number;
}

export function patternOf(text: string): Pattern {
  const lines = linesOf(text);
  const wide = (line: string) => Array.from(line).reduce((sum, letter) => sum + widthOf(letter), 0);
  const width = Math.ceil(Math.max(0, ...lines.map(wide)) * SIZE) + APART.x;
  return { lines, width, row: lines.length * LINE + APART.y };
}
