/**
 * A forgiving reader of JSON text: a tree with positions even while somebody is in the middle of typing.
 * It finds places (pointer → range, cursor → path) and never judges: what is wrong with the text is the linter's word.
 */

export type ScalarNode = {
  kind: 'string' | 'literal';
  from: number;
  to: number;
  value: unknown;
  closed: boolean;
};
export type Member = {
  key: string;
  keyFrom: number;
  keyTo: number;
  colon: number | null;
  value: JsonNode | null;
};
export type ObjectNode = { kind: 'object'; from: number; to: number; closed: boolean; members: Member[] };
export type ArrayNode = {
  kind: 'array';
  from: number;
  to: number;
  closed: boolean;
  items: JsonNode[];
  commas: number[];
};
export type JsonNode = ScalarNode | ObjectNode | ArrayNode;

export type Path = (string | number)[];

/** Deeper nesting than any document has; guards the recursion against pasted nonsense. */
const maxDepth = 200;

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  document(): JsonNode | null {
    return this.value(0);
  }

  private skip(): void {
    while (this.at < this.text.length && /\s/.test(this.text.charAt(this.at))) this.at += 1;
  }

  private value(depth: number): JsonNode | null {
    this.skip();
    const first = this.text.charAt(this.at);
    if (first === '' || first === ',' || first === ':' || first === '}' || first === ']' || depth > maxDepth)
      return null;
    if (first === '{') return this.object(depth);
    if (first === '[') return this.array(depth);
    if (first === '"') return this.string();
    return this.literal();
  }

  private string(): ScalarNode {
    const from = this.at;
    this.at += 1;
    let closed = false;
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      // A string never crosses a line: an unclosed one must not swallow the rest of the document.
      if (char === '\n') break;
      this.at += char === '\\' ? 2 : 1;
      if (char === '"') {
        closed = true;
        break;
      }
    }
    this.at = Math.min(this.at, this.text.length);
    const raw = this.text.slice(from, this.at);
    return { kind: 'string', from, to: this.at, value: unquote(raw, closed), closed };
  }

  private literal(): ScalarNode {
    const from = this.at;
    while (this.at < this.text.length && !/[\s,:{}[\]"]/.test(this.text.charAt(this.at))) this.at += 1;
    const raw = this.text.slice(from, this.at);
    return { kind: 'literal', from, to: this.at, value: parseOr(raw, undefined), closed: true };
  }

  private object(depth: number): ObjectNode {
    const from = this.at;
    this.at += 1;
    const members: Member[] = [];
    for (;;) {
      this.skip();
      const char = this.text.charAt(this.at);
      if (char === '') return { kind: 'object', from, to: this.at, closed: false, members };
      if (char === '}') {
        this.at += 1;
        return { kind: 'object', from, to: this.at, closed: true, members };
      }
      // A stray "]" closes something above us.
      if (char === ']') return { kind: 'object', from, to: this.at, closed: false, members };
      if (char === '"') members.push(this.member(depth));
      else if (char === ',' || char === ':') this.at += 1;
      else if (this.value(depth + 1) === null) this.at += 1;
    }
  }

  private member(depth: number): Member {
    const key = this.string();
    const member: Member = {
      key: String(key.value),
      keyFrom: key.from,
      keyTo: key.to,
      colon: null,
      value: null,
    };
    this.skip();
    if (this.text.charAt(this.at) === ':') {
      member.colon = this.at;
      this.at += 1;
      const before = this.at;
      this.skip();
      // `"a":⏎ "b": 1`: the string after the line break is the next key, not this one's value.
      if (this.text.slice(before, this.at).includes('\n') && this.looksLikeKey()) return member;
      member.value = this.value(depth + 1);
    }
    return member;
  }

  private looksLikeKey(): boolean {
    return /^"(?:[^"\\\n]|\\.)*"\s*:/.test(this.text.slice(this.at, this.at + 200));
  }

  private array(depth: number): ArrayNode {
    const from = this.at;
    this.at += 1;
    const items: JsonNode[] = [];
    const commas: number[] = [];
    for (;;) {
      this.skip();
      const char = this.text.charAt(this.at);
      if (char === '') return { kind: 'array', from, to: this.at, closed: false, items, commas };
      if (char === ']') {
        this.at += 1;
        return { kind: 'array', from, to: this.at, closed: true, items, commas };
      }
      if (char === '}') return { kind: 'array', from, to: this.at, closed: false, items, commas };
      if (char === ',') commas.push(this.at);
      const item = char === ',' || char === ':' ? null : this.value(depth + 1);
      if (item === null) this.at += 1;
      else items.push(item);
    }
  }
}

function parseOr(text: string, fallback: unknown): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return fallback;
  }
}

function unquote(raw: string, closed: boolean): string {
  const parsed = parseOr(closed ? raw : `${raw}"`, undefined);
  return typeof parsed === 'string' ? parsed : raw.slice(1, closed ? -1 : undefined);
}

/** The tree of a text; null when there is nothing but blanks. */
export function readTree(text: string): JsonNode | null {
  return new Reader(text).document();
}

/** One member of an object node by its key. */
export function member(node: JsonNode | null | undefined, key: string): Member | undefined {
  return node?.kind === 'object' ? node.members.find((one) => one.key === key) : undefined;
}

/** The text of a string member: `stringAt(widget, 'kind')`. */
export function stringAt(node: JsonNode | null | undefined, key: string): string | undefined {
  const value = member(node, key)?.value;
  return value?.kind === 'string' && typeof value.value === 'string' ? value.value : undefined;
}

/** The node a path leads to, if it is there. */
export function nodeAt(root: JsonNode | null, path: Path): JsonNode | null {
  let node: JsonNode | null = root;
  for (const step of path) {
    if (node?.kind === 'object') node = member(node, String(step))?.value ?? null;
    else if (node?.kind === 'array') node = node.items[Number(step)] ?? null;
    else return null;
  }
  return node;
}

/** Where a cursor stands: what it would complete, and the text range a completion replaces. */
export type Cursor = {
  /** `key`: a member's name in the object at `path`. `value`: the value at `path`. */
  at: 'key' | 'value';
  path: Path;
  from: number;
  to: number;
  /** Inside quotes (the range is what stands between them). */
  quoted: boolean;
  /** The object or array that holds the place. */
  holder: ObjectNode | ArrayNode | null;
};

function inside(node: ScalarNode, pos: number): boolean {
  if (node.kind === 'string') return pos > node.from && (node.closed ? pos < node.to : pos <= node.to);
  return pos >= node.from && pos <= node.to;
}

function quotedRange(from: number, to: number, closed: boolean): { from: number; to: number } {
  return { from: from + 1, to: closed ? to - 1 : to };
}

/** The place of a cursor in a document; null where nothing can be completed (after a closed value, say). */
export function cursorAt(root: JsonNode | null, text: string, pos: number): Cursor | null {
  if (root === null) return { at: 'value', path: [], from: pos, to: pos, quoted: false, holder: null };
  return find(root, text, pos, [], null);
}

function find(
  node: JsonNode,
  text: string,
  pos: number,
  path: Path,
  holder: Cursor['holder'],
): Cursor | null {
  if (node.kind === 'string' || node.kind === 'literal') {
    if (!inside(node, pos)) return null;
    if (node.kind === 'literal')
      return { at: 'value', path, from: node.from, to: node.to, quoted: false, holder };
    return { at: 'value', path, ...quotedRange(node.from, node.to, node.closed), quoted: true, holder };
  }
  const within = pos > node.from && (node.closed ? pos < node.to : pos <= node.to);
  if (!within) return null;
  if (node.kind === 'array') return inArray(node, text, pos, path);
  return node.kind === 'object' ? inObject(node, text, pos, path) : null;
}

function inObject(node: ObjectNode, text: string, pos: number, path: Path): Cursor | null {
  for (const [index, one] of node.members.entries()) {
    const closed = text.charAt(one.keyTo - 1) === '"' && one.keyTo - one.keyFrom > 1;
    if (pos > one.keyFrom && (closed ? pos < one.keyTo : pos <= one.keyTo)) {
      return { at: 'key', path, ...quotedRange(one.keyFrom, one.keyTo, closed), quoted: true, holder: node };
    }
    const next = node.members[index + 1];
    const end = next?.keyFrom ?? node.to;
    if (one.colon === null || pos <= one.colon || pos > end) continue;
    const here: Path = [...path, one.key];
    if (one.value === null) {
      const gap = text.slice(one.colon + 1, pos);
      if (!gap.includes(',') && !gap.includes('\n'))
        return { at: 'value', path: here, from: pos, to: pos, quoted: false, holder: node };
      continue;
    }
    const deeper = find(one.value, text, pos, here, node);
    if (deeper !== null) return deeper;
    if (pos >= one.value.from && pos < one.value.to) return null;
  }
  const before = text.slice(node.from, pos).trimEnd();
  // A new key may start after "{", after a comma, or on a line of its own.
  const fresh =
    before.endsWith('{') ||
    before.endsWith(',') ||
    /\n[^\S\n]*$/.test(text.slice(node.from, pos)) ||
    wordBefore(text, pos) < pos;
  if (!fresh) return null;
  return { at: 'key', path, from: wordBefore(text, pos), to: pos, quoted: false, holder: node };
}

function inArray(node: ArrayNode, text: string, pos: number, path: Path): Cursor | null {
  for (const [index, item] of node.items.entries()) {
    const deeper = find(item, text, pos, [...path, index], node);
    if (deeper !== null) return deeper;
    if (pos > item.from && pos < item.to) return null;
  }
  const before = text.slice(node.from, pos).trimEnd();
  if (!before.endsWith('[') && !before.endsWith(',')) return null;
  const index = node.items.filter((item) => item.to <= pos).length;
  return { at: 'value', path: [...path, index], from: pos, to: pos, quoted: false, holder: node };
}

/** Where the bare word before the cursor starts (somebody types a key without quotes). */
function wordBefore(text: string, pos: number): number {
  let from = pos;
  while (from > 0 && /[\w-]/.test(text.charAt(from - 1))) from -= 1;
  return from;
}
