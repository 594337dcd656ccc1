/**
 * Lines that differ between two texts: the longest common subsequence of lines, with a little of what is around.
 * For people to look at before they overwrite; nothing is merged by it.
 */

export type DiffLine = {
  kind: 'same' | 'theirs' | 'mine';
  text: string;
  theirs: number | null;
  mine: number | null;
};
/** A run of lines, or a gap of lines that are the same on both sides. */
export type DiffBlock = { kind: 'lines'; lines: DiffLine[] } | { kind: 'gap'; count: number };

/** Above this many cells the exact way takes too long; then the whole middle counts as replaced. */
const maxCells = 4_000_000;

function middle(theirs: readonly string[], mine: readonly string[]): ('same' | 'theirs' | 'mine')[] {
  const rows = theirs.length;
  const columns = mine.length;
  if (rows * columns > maxCells) {
    return [...Array<'theirs'>(rows).fill('theirs'), ...Array<'mine'>(columns).fill('mine')];
  }
  const width = columns + 1;
  const length = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => length[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      length[row * width + column] =
        theirs[row] === mine[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const steps: ('same' | 'theirs' | 'mine')[] = [];
  let row = 0;
  let column = 0;
  while (row < rows || column < columns) {
    if (row < rows && column < columns && theirs[row] === mine[column]) {
      steps.push('same');
      row += 1;
      column += 1;
    } else if (column >= columns || (row < rows && at(row + 1, column) >= at(row, column + 1))) {
      steps.push('theirs');
      row += 1;
    } else {
      steps.push('mine');
      column += 1;
    }
  }
  return steps;
}

/** Every line of both texts in order. */
export function diffLines(theirs: string, mine: string): DiffLine[] {
  const a = theirs.split('\n');
  const b = mine.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const steps = [
    ...Array<'same'>(head).fill('same'),
    ...middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...Array<'same'>(tail).fill('same'),
  ];
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  for (const kind of steps) {
    const text = (kind === 'mine' ? b[j] : a[i]) ?? '';
    lines.push({
      kind,
      text,
      theirs: kind === 'mine' ? null : i + 1,
      mine: kind === 'theirs' ? null : j + 1,
    });
    if (kind !== 'mine') i += 1;
    if (kind !== 'theirs') j += 1;
  }
  return lines;
}

/** The lines that differ, with `context` same ones around; longer runs of sameness become gaps. */
export function diffBlocks(theirs: string, mine: string, context = 3): DiffBlock[] {
  const lines = diffLines(theirs, mine);
  const near = new Uint8Array(lines.length);
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'same') continue;
    for (let at = Math.max(0, index - context); at <= Math.min(lines.length - 1, index + context); at += 1)
      near[at] = 1;
  }
  const blocks: DiffBlock[] = [];
  for (const [index, line] of lines.entries()) {
    const last = blocks.at(-1);
    if (near[index] === 1) {
      if (last?.kind === 'lines') last.lines.push(line);
      else blocks.push({ kind: 'lines', lines: [line] });
    } else if (last?.kind === 'gap') last.count += 1;
    else blocks.push({ kind: 'gap', count: 1 });
  }
  return blocks;
}
