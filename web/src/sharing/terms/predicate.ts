/**
 * Row rules of a share, between the form (a list of simple conditions) and the predicate tree that the server takes.
 * Both directions: conditions → predicate with typed values, predicate → conditions where it is simple enough.
 * It checks shape and types of literals only; whether a column exists and a rule is allowed is the server's word.
 */
import { exactNumber, parseExact } from '../../charts/exact';

export type ColumnType =
  'string' | 'int' | 'float' | 'decimal' | 'bool' | 'date' | 'time' | 'timestamp' | 'duration';

/** What the builder must know of a column. */
export type RuleColumn = { name: string; type: string; label?: string | null };

export const OPERATORS = ['eq', 'in', 'ne', 'ge', 'le', 'gt', 'lt', 'is_null'] as const;
/** `viewer`: what the site around an embed says of its reader; the value is the name of an attribute. */
export type Operator = (typeof OPERATORS)[number] | 'viewer';

/** One condition as typed: values are text until they meet the column's type. */
export type Condition = { column: string; op: Operator; values: string[] };

/** A predicate literal: what JSON can hold of a column's type. */
export type Literal = string | number | boolean;

export type Predicate =
  | { and: Predicate[] }
  | { or: Predicate[] }
  | { not: Predicate }
  | { eq: [string, Literal] }
  | { ne: [string, Literal] }
  | { lt: [string, Literal] }
  | { le: [string, Literal] }
  | { gt: [string, Literal] }
  | { ge: [string, Literal] }
  | { in: [string, Literal[] | { viewer: string }] }
  | { between: [string, Literal, Literal] }
  | { is_null: string };

/** Why a condition is not complete: a key of the share namespace. */
export type RuleProblem =
  | 'rule.need_column'
  | 'rule.need_value'
  | 'rule.not_a_number'
  | 'rule.not_a_date'
  | 'rule.not_a_bool'
  | 'rule.not_an_instant'
  | 'rule.bad_attribute';

export type Built = { ok: true; predicate: Predicate } | { ok: false; index: number; problem: RuleProblem };

const ORDERED: readonly Operator[] = ['ge', 'le', 'gt', 'lt'];

/** An attribute's name, as the server takes it. */
const ATTRIBUTE = /^[a-z][a-z0-9_]{0,63}$/;

/** Operators that make sense for a column: texts and truths have no order worth offering here. */
export function operatorsFor(type: string, site = false): readonly Operator[] {
  const plain = type === 'string' || type === 'bool';
  const all = OPERATORS.filter((op) => !(plain && ORDERED.includes(op)) && !(type === 'bool' && op === 'in'));
  return site ? ['viewer', ...all] : all;
}

/** Text → literal of the column's type. Integers beyond 2^53 and decimals stay text, as answers carry them. */
export function literal(
  type: string,
  text: string,
): { ok: true; value: Literal } | { ok: false; problem: RuleProblem } {
  const trimmed = text.trim();
  // Only a text column may be compared with a text of blanks; everywhere else nothing was typed.
  if (trimmed === '') return { ok: false, problem: 'rule.need_value' };
  switch (type) {
    case 'int': {
      const number = /^[+-]?\d+$/.test(trimmed) ? exactNumber(trimmed) : null;
      return number === null ? { ok: false, problem: 'rule.not_a_number' } : { ok: true, value: number };
    }
    case 'float': {
      const number = exactNumber(trimmed);
      return number === null ? { ok: false, problem: 'rule.not_a_number' } : { ok: true, value: number };
    }
    case 'decimal':
      return /^[+-]?\d+(\.\d+)?$/.test(trimmed)
        ? { ok: true, value: trimmed }
        : { ok: false, problem: 'rule.not_a_number' };
    case 'bool': {
      if (trimmed === 'true') return { ok: true, value: true };
      if (trimmed === 'false') return { ok: true, value: false };
      return { ok: false, problem: 'rule.not_a_bool' };
    }
    case 'date': {
      const good = /^\d{4}-\d{2}-\d{2}$/.test(trimmed) && !Number.isNaN(Date.parse(trimmed));
      return good ? { ok: true, value: trimmed } : { ok: false, problem: 'rule.not_a_date' };
    }
    case 'timestamp':
      return Number.isNaN(Date.parse(trimmed))
        ? { ok: false, problem: 'rule.not_an_instant' }
        : { ok: true, value: trimmed };
    default:
      return { ok: true, value: trimmed };
  }
}

function buildOne(
  condition: Condition,
  columns: readonly RuleColumn[],
): { ok: true; predicate: Predicate } | { ok: false; problem: RuleProblem } {
  const column = columns.find((known) => known.name === condition.column);
  if (column === undefined) return { ok: false, problem: 'rule.need_column' };
  if (condition.op === 'is_null') return { ok: true, predicate: { is_null: column.name } };
  if (condition.op === 'viewer') {
    const viewer = condition.values[0]?.trim() ?? '';
    return ATTRIBUTE.test(viewer)
      ? { ok: true, predicate: { in: [column.name, { viewer }] } }
      : { ok: false, problem: 'rule.bad_attribute' };
  }
  const typed: Literal[] = [];
  for (const text of condition.values) {
    const value = literal(column.type, text);
    if (!value.ok) return value;
    if (!typed.includes(value.value)) typed.push(value.value);
  }
  const first = typed[0];
  if (first === undefined) return { ok: false, problem: 'rule.need_value' };
  switch (condition.op) {
    case 'in':
      return { ok: true, predicate: { in: [column.name, typed] } };
    case 'eq':
      return { ok: true, predicate: { eq: [column.name, first] } };
    case 'ne':
      return { ok: true, predicate: { ne: [column.name, first] } };
    case 'lt':
      return { ok: true, predicate: { lt: [column.name, first] } };
    case 'le':
      return { ok: true, predicate: { le: [column.name, first] } };
    case 'gt':
      return { ok: true, predicate: { gt: [column.name, first] } };
    case 'ge':
      return { ok: true, predicate: { ge: [column.name, first] } };
  }
}

/** All conditions together (AND). None at all is not a rule: callers leave the dataset out instead. */
export function buildPredicate(conditions: readonly Condition[], columns: readonly RuleColumn[]): Built {
  const parts: Predicate[] = [];
  for (const [index, condition] of conditions.entries()) {
    const one = buildOne(condition, columns);
    if (!one.ok) return { ok: false, index, problem: one.problem };
    parts.push(one.predicate);
  }
  const first = parts[0];
  if (first === undefined) return { ok: false, index: 0, problem: 'rule.need_value' };
  return { ok: true, predicate: parts.length === 1 ? first : { and: parts } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLiteral(value: unknown): value is Literal {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The attribute that a value refers to, if it does. */
function attributeOf(value: unknown): string | null {
  if (!isRecord(value) || Object.keys(value).length !== 1) return null;
  return typeof value.viewer === 'string' && ATTRIBUTE.test(value.viewer) ? value.viewer : null;
}

const COMPARISONS = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;

function simple(predicate: unknown): Condition | null {
  if (!isRecord(predicate)) return null;
  const keys = Object.keys(predicate);
  if (keys.length !== 1) return null;
  if (typeof predicate.is_null === 'string') return { column: predicate.is_null, op: 'is_null', values: [] };
  if (Array.isArray(predicate.in)) {
    const [column, values] = predicate.in as unknown[];
    const attribute = attributeOf(values);
    if (typeof column === 'string' && attribute !== null)
      return { column, op: 'viewer', values: [attribute] };
    if (typeof column !== 'string' || !Array.isArray(values) || !values.every(isLiteral)) return null;
    return { column, op: 'in', values: values.map(String) };
  }
  for (const op of COMPARISONS) {
    const pair = predicate[op];
    if (!Array.isArray(pair)) continue;
    const [column, value] = pair as unknown[];
    return typeof column === 'string' && isLiteral(value) ? { column, op, values: [String(value)] } : null;
  }
  return null;
}

/** Predicate → conditions; null where it holds something the builder cannot show (or, not, nesting). */
export function toConditions(predicate: unknown): Condition[] | null {
  if (isRecord(predicate) && Array.isArray(predicate.and)) {
    const parts = (predicate.and as unknown[]).map(simple);
    return parts.every((part) => part !== null) ? parts : null;
  }
  const one = simple(predicate);
  return one === null ? null : [one];
}

/** Why a typed JSON predicate cannot be sent: the pointer inside it and a key of the share namespace. */
export type JsonProblem = {
  pointer: string;
  problem: 'rule.json_syntax' | 'rule.json_shape' | 'rule.json_value';
};

function shape(value: unknown, pointer: string, site: boolean): JsonProblem | null {
  if (!isRecord(value) || Object.keys(value).length !== 1) return { pointer, problem: 'rule.json_shape' };
  const [key, inner] = Object.entries(value)[0] ?? ['', undefined];
  const here = `${pointer}/${key}`;
  switch (key) {
    case 'and':
    case 'or': {
      if (!Array.isArray(inner) || inner.length === 0) return { pointer: here, problem: 'rule.json_shape' };
      for (const [index, part] of (inner as unknown[]).entries()) {
        const problem = shape(part, `${here}/${index}`, site);
        if (problem !== null) return problem;
      }
      return null;
    }
    case 'not':
      return shape(inner, here, site);
    case 'is_null':
      return typeof inner === 'string' ? null : { pointer: here, problem: 'rule.json_value' };
    case 'in': {
      const pair: unknown[] = Array.isArray(inner) ? inner : [];
      const values = pair[1];
      const good =
        pair.length === 2 &&
        typeof pair[0] === 'string' &&
        ((Array.isArray(values) && values.every(isLiteral)) || (site && attributeOf(values) !== null));
      return good ? null : { pointer: here, problem: 'rule.json_value' };
    }
    case 'between': {
      const triple: unknown[] = Array.isArray(inner) ? inner : [];
      const good =
        triple.length === 3 && typeof triple[0] === 'string' && isLiteral(triple[1]) && isLiteral(triple[2]);
      return good ? null : { pointer: here, problem: 'rule.json_value' };
    }
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge': {
      const pair: unknown[] = Array.isArray(inner) ? inner : [];
      const other = pair[1];
      const good =
        pair.length === 2 &&
        typeof pair[0] === 'string' &&
        (isLiteral(other) || (site && attributeOf(other) !== null));
      return good ? null : { pointer: here, problem: 'rule.json_value' };
    }
    default:
      return { pointer: here, problem: 'rule.json_shape' };
  }
}

/**
 * Reads a typed JSON predicate. Only literals may stand on the right; for an embed also what its site says of a reader, of
 * which no other share knows anything.
 */
export function parsePredicate(
  text: string,
  site = false,
): { ok: true; predicate: Predicate } | { ok: false; problem: JsonProblem } {
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    return { ok: false, problem: { pointer: '', problem: 'rule.json_syntax' } };
  }
  const problem = shape(value, '', site);
  return problem === null ? { ok: true, predicate: value as Predicate } : { ok: false, problem };
}

/** A predicate in words, with the operators' words given by the reader's language. */
export type PredicateWords = {
  op: (op: Operator | 'between') => string;
  and: string;
  or: string;
  not: string;
};

/** What columns are called, and how their values read. */
export type ColumnNames = {
  column: (name: string) => string;
  value: (column: string, value: unknown) => string;
};

/** "carrier is UA and dep_delay ≥ 15". Unknown shapes come back as compact JSON: exact rather than pretty. */
export function inWords(predicate: unknown, words: PredicateWords, names: ColumnNames): string {
  const one = simple(predicate);
  if (one !== null) {
    const column = names.column(one.column);
    if (one.op === 'is_null') return `${column} ${words.op('is_null')}`;
    const values = one.values.map((value) => names.value(one.column, value));
    return `${column} ${words.op(one.op)} ${values.join(', ')}`;
  }
  if (isRecord(predicate)) {
    for (const [key, joiner] of [
      ['and', words.and],
      ['or', words.or],
    ] as const) {
      const parts = predicate[key];
      if (!Array.isArray(parts)) continue;
      return (parts as unknown[])
        .map((part) => {
          const text = inWords(part, words, names);
          return simple(part) === null && parts.length > 1 ? `(${text})` : text;
        })
        .join(` ${joiner} `);
    }
    if ('not' in predicate) return `${words.not} (${inWords(predicate.not, words, names)})`;
    if (Array.isArray(predicate.between)) {
      const [column, from, to] = predicate.between as unknown[];
      if (typeof column === 'string' && isLiteral(from) && isLiteral(to))
        return `${names.column(column)} ${words.op('between')} ${names.value(column, from)} – ${names.value(column, to)}`;
    }
  }
  return JSON.stringify(predicate);
}
