/**
 * Sets single members of a JSON text and leaves every other letter of it as somebody typed it: unknown keys, order, blanks.
 * Changes nothing where the text is not JSON or the way to the member leads through something that is no object.
 */
import { readTree, type JsonNode, type Member, type ObjectNode } from './jsonTree';

/** The last one of that name: where a key stands twice, it is the one that JSON readers take. */
function lastMember(node: ObjectNode, key: string): Member | undefined {
  return node.members.findLast((one) => one.key === key);
}

function isNull(node: JsonNode): boolean {
  return node.kind === 'literal' && node.value === null;
}

/** The blanks a line starts with, if nothing else stands before `at` on it; null where something does. */
function indentBefore(text: string, at: number): string | null {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return line.trim() === '' && text.slice(0, at).includes('\n') ? line : null;
}

function replaced(text: string, from: number, to: number, insert: string): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** A new member at the end of an object, on a line of its own where its neighbours stand on theirs. */
function appended(text: string, node: ObjectNode, member: string): string {
  const last = node.members.at(-1);
  if (last === undefined) return replaced(text, node.from, node.to, `{ ${member} }`);
  const end = last.value?.to ?? last.keyTo;
  const indent = indentBefore(text, last.keyFrom);
  return replaced(text, end, end, indent === null ? `, ${member}` : `,\n${indent}${member}`);
}

/** The text with `value` at `path`, objects on the way made where there are none; null where that cannot be done. */
export function withMember(text: string, path: readonly string[], value: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const root = readTree(text);
  return root === null ? null : set(text, root, path, value);
}

function set(text: string, node: JsonNode, path: readonly string[], value: string): string | null {
  const [key, ...rest] = path;
  if (key === undefined || node.kind !== 'object') return null;
  const found = lastMember(node, key);
  const fresh = () =>
    rest.reduceRight((inner, step) => `{ ${JSON.stringify(step)}: ${inner} }`, JSON.stringify(value));
  if (found === undefined) return appended(text, node, `${JSON.stringify(key)}: ${fresh()}`);
  if (found.value === null) return null;
  if (rest.length > 0 && !isNull(found.value)) return set(text, found.value, rest, value);
  return replaced(text, found.value.from, found.value.to, fresh());
}
