/** The form behind a new outside link, and the request it becomes. Pure; texts of problems are keys of the share area. */
import type { NewShare, ShareAbility, ShareVariable, Variable } from '../api/types';
import { toInstant } from './instant';
import {
  buildPredicate,
  parsePredicate,
  type Condition,
  type Predicate,
  type RuleColumn,
  type RuleProblem,
  type JsonProblem,
} from './predicate';

export type LockMode = 'free' | 'named' | 'hidden';
export type VariableDraft = { mode: LockMode; value: unknown };
export type RuleDraft = {
  dataset: string;
  mode: 'conditions' | 'json';
  conditions: Condition[];
  json: string;
};

export type ShareDraft = {
  title: string;
  ends: 'never' | 'at';
  date: string;
  time: string;
  zone: string;
  withPassword: boolean;
  password: string;
  withLimit: boolean;
  maxViews: string;
  variables: Record<string, VariableDraft>;
  rules: RuleDraft[];
  abilities: Record<ShareAbility, boolean>;
};

export const minPassword = 8;

/** What a new link starts as: forever, look and choose, nothing to take away. Values the page shows are ready to lock. */
export function newDraft(
  title: string,
  variables: readonly Variable[],
  shown: Record<string, unknown>,
  zone: string,
  now: Date,
): ShareDraft {
  const week = new Date(now.getTime() + 7 * 86_400_000);
  return {
    title,
    ends: 'never',
    date: new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(week),
    time: '18:00',
    zone,
    withPassword: false,
    password: '',
    withLimit: false,
    maxViews: '100',
    variables: Object.fromEntries(
      variables.map((one): [string, VariableDraft] => [
        one.name,
        { mode: 'free', value: shown[one.name] ?? one.default },
      ]),
    ),
    rules: [],
    abilities: { interact: true, export_document: false, export_data: false },
  };
}

/** A field and what is wrong with it. Rules are `rule.0`, variables `variable.origin`. */
export type DraftProblems = Record<string, DraftProblem>;
export type DraftProblem =
  | 'need_title'
  | 'bad_end'
  | 'past_end'
  | 'short_password'
  | 'bad_limit'
  | 'need_value'
  | RuleProblem
  | JsonProblem['problem'];

export type ColumnsOf = (dataset: string) => readonly RuleColumn[];

function rulePredicate(
  rule: RuleDraft,
  columns: ColumnsOf,
): { predicate: Predicate } | { problem: DraftProblem } {
  if (rule.mode === 'json') {
    const read = parsePredicate(rule.json);
    return read.ok ? { predicate: read.predicate } : { problem: read.problem.problem };
  }
  const built = buildPredicate(rule.conditions, columns(rule.dataset));
  return built.ok ? { predicate: built.predicate } : { problem: built.problem };
}

function missing(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/**
 * The request a draft stands for, and what is still wrong with it. The body is complete where a part is, and leaves
 * out parts that are not: it may be *checked* with problems, and must only be *created* without.
 */
export function toRequest(
  draft: ShareDraft,
  columns: ColumnsOf,
  now: Date,
): { body: NewShare; problems: DraftProblems } {
  const problems: DraftProblems = {};
  const body: NewShare = { kind: 'link', title: draft.title.trim() };
  if (body.title === '') problems['title'] = 'need_title';

  if (draft.ends === 'at') {
    const instant = toInstant(draft.date, draft.time, draft.zone);
    if (instant === null) problems['end'] = 'bad_end';
    else if (Date.parse(instant) <= now.getTime()) problems['end'] = 'past_end';
    else body.expires_at = instant;
  }
  if (draft.withPassword) {
    if (draft.password.length < minPassword) problems['password'] = 'short_password';
    else body.password = draft.password;
  }
  if (draft.withLimit) {
    const limit = Number(draft.maxViews);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1_000_000_000) problems['limit'] = 'bad_limit';
    else body.max_views = limit;
  }

  const variables: Record<string, ShareVariable> = {};
  for (const [name, { mode, value }] of Object.entries(draft.variables)) {
    if (mode === 'free') continue;
    if (missing(value)) problems[`variable.${name}`] = 'need_value';
    else variables[name] = mode === 'hidden' ? { locked: value, hidden: true } : { locked: value };
  }
  if (Object.keys(variables).length > 0) body.variables = variables;

  const rows: { dataset: string; predicate: Predicate }[] = [];
  for (const [index, rule] of draft.rules.entries()) {
    const made = rulePredicate(rule, columns);
    if ('problem' in made) problems[`rule.${index}`] = made.problem;
    else rows.push({ dataset: rule.dataset, predicate: made.predicate });
  }
  if (rows.length > 0) body.rows = rows;

  body.abilities = (['interact', 'export_document', 'export_data'] as const).filter(
    (one) => draft.abilities[one],
  );
  return { body, problems };
}

/** The server's pointer of a refused field → the form's own name for it. */
export function fieldOf(pointer: string, draft: ShareDraft): string | null {
  const [first, second] = pointer.replace(/^\//, '').split('/');
  switch (first) {
    case 'title':
    case 'password':
      return first;
    case 'expires_at':
      return 'end';
    case 'max_views':
      return 'limit';
    case 'variables':
      return second === undefined ? null : `variable.${second}`;
    case 'rows':
      return draft.rules[Number(second)] === undefined ? null : `rule.${second}`;
    default:
      return null;
  }
}
