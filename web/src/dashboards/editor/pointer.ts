/**
 * JSON pointers (RFC 6901) of the server's check ⇄ ranges of the text in the editor.
 * A pointer to something that is not there (a missing key) marks the nearest thing that is.
 */
import { member, readTree, type JsonNode, type Path } from './jsonTree';
import type { PointerError } from '../../api/types';

/** `/widgets/0/place` → its steps. An empty pointer is the whole document. */
export function pointerSteps(pointer: string): string[] {
  if (pointer === '' || pointer === '/') return [];
  return pointer
    .replace(/^\//, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Steps → a pointer. */
export function toPointer(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export type Range = { from: number; to: number };

/** What to underline for a container: its opening bracket only, never half a screen of red. */
function mark(node: JsonNode): Range {
  return node.kind === 'object' || node.kind === 'array'
    ? { from: node.from, to: node.from + 1 }
    : { from: node.from, to: node.to };
}

/** The range a pointer means in a text. Member values that are containers are marked at their key. */
export function pointerRange(text: string, pointer: string, tree: JsonNode | null = readTree(text)): Range {
  if (tree === null) return { from: 0, to: text.length };
  let node: JsonNode = tree;
  let range = mark(tree);
  for (const step of pointerSteps(pointer)) {
    if (node.kind === 'object') {
      const found = member(node, step);
      if (found === undefined) return range;
      const value = found.value;
      range = { from: found.keyFrom, to: found.keyTo };
      if (value === null) return range;
      if (value.kind === 'string' || value.kind === 'literal') range = { from: value.from, to: value.to };
      node = value;
    } else if (node.kind === 'array') {
      const item: JsonNode | undefined = node.items[Number(step)];
      if (item === undefined) return range;
      range = mark(item);
      node = item;
    } else {
      return range;
    }
  }
  return range;
}

export type Finding = Range & { message: string; pointer: string };

/** The server's list of faults as marks in the text. The check's body is `{document}`; its pointers may start there. */
export function findings(text: string, errors: readonly PointerError[]): Finding[] {
  const tree = readTree(text);
  return errors.map(({ pointer, message }) => {
    const inner = pointer.startsWith('/document') ? pointer.slice('/document'.length) : pointer;
    return { ...pointerRange(text, inner, tree), message, pointer: inner };
  });
}

/** Line and column (from 1) of an offset, for lists of faults in words. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** Where JSON.parse gave up. Engines word it differently; without a number it is the end of the text. */
export function syntaxFault(text: string): Finding | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const words = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(words)?.[1];
    const at = position === undefined ? endOfText(text) : Math.min(Number(position), endOfText(text));
    return { from: at, to: Math.min(at + 1, text.length), message: '', pointer: '' };
  }
}

function endOfText(text: string): number {
  return Math.max(0, text.trimEnd().length - 1);
}
