/**
 * What can be written at a cursor of a dashboard document: keys, fixed words, and names of datasets, columns and
 * variables. Pure: text and position in, options out; the editor only draws them.
 */
import {
  cursorAt,
  member,
  nodeAt,
  readTree,
  stringAt,
  type Cursor,
  type JsonNode,
  type ObjectNode,
  type Path,
} from './jsonTree';
import { alternatives, docKey, documentSchema, type NameKind, type Schema } from './schema';

export type KnownColumn = { name: string; type: string; label?: string };
export type KnownDataset = { name: string; label: string; columns: readonly KnownColumn[] };
/** What exists around the document. Variables are read from the document itself. */
export type Names = { datasets: readonly KnownDataset[]; optionsOf: (kind: string) => Schema };

export type Option = {
  label: string;
  /** Inserted instead of the label; `${}` marks where the cursor goes. */
  insert: string;
  detail?: string;
  /** Key of the sentence that explains it: `dashboards.editor.doc_…`. */
  doc?: string;
  kind: 'key' | 'word' | 'dataset' | 'column' | 'variable' | 'shape';
};
export type Completion = { from: number; to: number; options: Option[] };

/** Where the cursor stands after an insertion. */
export const caret = '${}';

function isObject(node: JsonNode | null): node is ObjectNode {
  return node?.kind === 'object';
}

/** Alternatives that the keys already written do not rule out. */
function fitting(schemas: Schema[], node: JsonNode | null, except?: string): Schema[] {
  if (!isObject(node)) return schemas;
  const written = node.members.map((one) => one.key).filter((key) => key !== except && key !== '');
  const left = schemas.filter((schema) =>
    written.every((key) => schema.properties === undefined || key in schema.properties),
  );
  return left.length > 0 ? left : schemas;
}

/** The schemas of a path, chosen by what the document already says along it. */
export function schemasAt(root: JsonNode | null, path: Path, names: Names): Schema[] {
  let schemas = alternatives(documentSchema);
  for (const [depth, step] of path.entries()) {
    const node = nodeAt(root, path.slice(0, depth));
    const next = fitting(schemas, node).flatMap((schema) => {
      if (typeof step === 'number') {
        const own = schema.prefixItems?.[step] ?? schema.items;
        return own === undefined ? [] : [own];
      }
      const own = schema.properties?.[step];
      if (own === undefined) return [];
      // What a widget's options are depends on its kind.
      return own['x-options'] ? [names.optionsOf(stringAt(node, 'kind') ?? '')] : [own];
    });
    schemas = unique(next).flatMap(alternatives);
  }
  return schemas;
}

function unique(schemas: Schema[]): Schema[] {
  return [...new Set(schemas)];
}

/** The dataset that column names at a path belong to: of the nearest object above that names one. */
export function datasetAt(root: JsonNode | null, path: Path): string | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const name = stringAt(nodeAt(root, path.slice(0, depth)), 'dataset');
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Names of the variables that a document declares. */
export function variableNames(root: JsonNode | null): string[] {
  const list = member(root, 'variables')?.value;
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((item) => stringAt(item, 'name') ?? []);
}

/** Columns of a question's answer, by its select list. */
function answerColumns(root: JsonNode | null, path: Path): string[] {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = nodeAt(root, path.slice(0, depth));
    const select = member(member(node, 'question')?.value ?? node, 'select')?.value;
    if (select?.kind !== 'array') continue;
    return select.items.flatMap((item) => {
      const as = stringAt(item, 'as') ?? stringAt(item, 'column');
      return as ?? (member(item, 'count') ? 'count' : []);
    });
  }
  return [];
}

/** A column known by several datasets is one option; its detail is the first one's type. */
function columnsOf(datasets: readonly KnownDataset[]): Option[] {
  const seen = new Map<string, Option>();
  for (const dataset of datasets) {
    for (const column of dataset.columns) {
      if (seen.has(column.name)) continue;
      seen.set(column.name, {
        label: column.name,
        insert: column.name,
        detail:
          column.label && column.label !== column.name ? `${column.type} · ${column.label}` : column.type,
        kind: 'column',
      });
    }
  }
  return [...seen.values()];
}

function namesOf(kind: NameKind, root: JsonNode | null, path: Path, names: Names): Option[] {
  switch (kind) {
    case 'dataset':
      return names.datasets.map(({ name, label }) => ({
        label: name,
        insert: name,
        ...(label !== name ? { detail: label } : {}),
        kind: 'dataset' as const,
      }));
    case 'column': {
      const dataset = datasetAt(root, path);
      const known = names.datasets.filter(({ name }) => dataset === undefined || name === dataset);
      return columnsOf(known);
    }
    case 'variable':
      return variableNames(root).map((name) => ({ label: name, insert: name, kind: 'variable' as const }));
    case 'answer_column':
      return answerColumns(root, path).map((name) => ({
        label: name,
        insert: name,
        kind: 'column' as const,
      }));
    case 'sql':
      return [];
  }
}

/** How a fresh value of a schema starts: brackets for shapes, quotes for texts, nothing for the rest. */
function opening(schema: Schema): string {
  const first = alternatives(schema)[0];
  if (first === undefined) return caret;
  if (first.type === 'object') return `{ ${caret} }`;
  if (first.type === 'array') return first.prefixItems ? `["${caret}"]` : `[${caret}]`;
  if (first.type === 'string') return `"${caret}"`;
  return caret;
}

function keyOptions(cursor: Cursor, root: JsonNode | null, text: string, names: Names): Option[] {
  const holder = nodeAt(root, cursor.path);
  if (!isObject(holder)) return [];
  const editing = holder.members.find(({ keyFrom, keyTo }) => keyFrom <= cursor.from && cursor.from <= keyTo);
  const taken = new Set(holder.members.filter((one) => one !== editing).map((one) => one.key));
  const schemas = fitting(schemasAt(root, cursor.path, names), holder, editing?.key);
  const after = text.slice(cursor.quoted ? cursor.to + 1 : cursor.to);
  const hasColon = /^\s*:/.test(after);
  const needsComma = !hasColon && /^\s*"/.test(after);
  const options = new Map<string, Option>();
  for (const schema of schemas) {
    for (const [key, own] of Object.entries(schema.properties ?? {})) {
      if (taken.has(key) || options.has(key)) continue;
      const tail = hasColon ? '' : `: ${opening(own)}${needsComma ? ',' : ''}`;
      const doc = docKey(own);
      options.set(key, {
        label: key,
        insert: cursor.quoted ? `${key}"${tail}` : `"${key}"${tail}`,
        ...(schema.required?.includes(key) ? { detail: '*' } : {}),
        ...(doc ? { doc } : {}),
        kind: 'key',
      });
    }
  }
  return [...options.values()];
}

function valueOptions(cursor: Cursor, root: JsonNode | null, names: Names): Option[] {
  const options: Option[] = [];
  const add = (option: Option) => {
    if (!options.some(({ label }) => label === option.label)) options.push(option);
  };
  for (const schema of unique(schemasAt(root, cursor.path, names))) {
    for (const word of [...(schema.enum ?? []), ...(schema.examples ?? [])]) {
      const quoted = typeof word === 'string';
      if (cursor.quoted && !quoted) continue;
      add({
        label: String(word),
        insert: quoted && !cursor.quoted ? `"${word}"` : String(word),
        kind: 'word',
      });
    }
    if (schema['x-names'] !== undefined) {
      for (const option of namesOf(schema['x-names'], root, cursor.path, names)) {
        add(cursor.quoted ? option : { ...option, insert: `"${option.insert}"` });
      }
    }
    if (cursor.quoted) continue;
    if (schema.type === 'boolean') {
      add({ label: 'true', insert: 'true', kind: 'word' });
      add({ label: 'false', insert: 'false', kind: 'word' });
    }
    if (schema.type === 'object') {
      const required = schema.required ?? [];
      const label = required.length > 0 ? `{ ${required.join(', ')} }` : '{ }';
      const inner = required.map((key, index) => {
        const value = opening(schema.properties?.[key] ?? {});
        return `"${key}": ${index === 0 ? value : value.replace(caret, '')}`;
      });
      // Values that have no obvious start (numbers) would leave a hole: then only the brackets.
      const whole = inner.every((part, index) => index === 0 || !part.endsWith(': '));
      add({
        label,
        insert: whole && inner.length > 0 ? `{ ${inner.join(', ')} }` : `{ ${caret} }`,
        kind: 'shape',
      });
    }
    if (schema.type === 'array') add({ label: '[ ]', insert: opening(schema), kind: 'shape' });
  }
  return options;
}

/** Inside a text of SQL: datasets, columns of the datasets it mentions, and `$variables`, by the word before. */
function sqlOptions(
  text: string,
  pos: number,
  cursor: Cursor,
  root: JsonNode | null,
  names: Names,
): Completion {
  let from = pos;
  while (from > cursor.from && /[\w$]/.test(text.charAt(from - 1))) from -= 1;
  const sql = text.slice(cursor.from, cursor.to);
  const mentioned = names.datasets.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(sql));
  const options: Option[] = [
    ...variableNames(root).map((name) => ({
      label: `$${name}`,
      insert: `$${name}`,
      kind: 'variable' as const,
    })),
    ...namesOf('dataset', root, [], names),
    ...columnsOf(mentioned.length > 0 ? mentioned : names.datasets),
  ];
  let to = pos;
  while (to < cursor.to && /\w/.test(text.charAt(to))) to += 1;
  return { from, to, options };
}

/** Everything that may be written at `pos`; null where there is nothing to offer. */
export function complete(text: string, pos: number, names: Names): Completion | null {
  const root = readTree(text);
  const cursor = cursorAt(root, text, pos);
  if (cursor === null) return null;
  if (cursor.at === 'value' && cursor.quoted) {
    const schemas = schemasAt(root, cursor.path, names);
    if (schemas.some((schema) => schema['x-names'] === 'sql'))
      return sqlOptions(text, pos, cursor, root, names);
  }
  const options =
    cursor.at === 'key' ? keyOptions(cursor, root, text, names) : valueOptions(cursor, root, names);
  if (options.length === 0) return null;
  // The closing quote is written by the option, so the old one goes.
  const to =
    cursor.at === 'key' && cursor.quoted && text.charAt(cursor.to) === '"' ? cursor.to + 1 : cursor.to;
  return { from: cursor.from, to, options };
}
