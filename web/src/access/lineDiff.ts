/** Which lines of two texts are the same, so that a page can show the others. Pure. */

export type Line = { text: string; changed: boolean };

/** Longer texts are shown without marks: comparing takes as many steps as lines times lines. */
const MOST_LINES = 600;

/** Both texts line by line; what the longest common run of lines leaves over has changed. */
export function lineDiff(before: string, after: string): { before: Line[]; after: Line[] } {
  const [a, b] = [before, after].map((text) => (text === '' ? [] : text.split('\n'))) as [string[], string[]];
  const marked = (lines: string[], same: ReadonlySet<number>) =>
    lines.map((text, at) => ({ text, changed: !same.has(at) }));
  if (a.length > MOST_LINES || b.length > MOST_LINES)
    return {
      before: a.map((text) => ({ text, changed: false })),
      after: b.map((text) => ({ text, changed: false })),
    };
  // longest[i][j]: how many lines are common from i and j on.
  const longest = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = longest[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const [sameA, sameB] = [new Set<number>(), new Set<number>()];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      sameA.add(i++);
      sameB.add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return { before: marked(a, sameA), after: marked(b, sameB) };
}

/** A question as its author wrote it: SQL as such, everything else as the document says it. */
export function questionText(asked: unknown): string {
  if (asked === undefined || asked === null) return '';
  if (typeof asked === 'object' && 'sql' in asked && typeof asked.sql === 'string') return asked.sql.trim();
  return JSON.stringify(asked, null, 2);
}
