/**
 * The form behind an outside link, new or existing, and the request it becomes. Pure; texts of problems are keys of the
 * share area. How an existing share becomes a draft and which fields a change sends is in change.ts.
 */
import type {
  JsonValue,
  NewShare,
  Predicate as AnyPredicate,
  ShareAbility,
  ShareVariable,
  Variable,
} from '../../api/types';
import type { Language } from '../../i18n/core';
import { toInstant } from '../../i18n/instant';
import { badNetwork, networksOf } from './networks';
import type { SpanUnit } from './spans';
import {
  buildPredicate,
  parsePredicate,
  type Condition,
  type Predicate,
  type RuleColumn,
  type RuleProblem,
  type JsonProblem,
} from './predicate';

export type LockMode = 'free' | 'subset' | 'named' | 'hidden';
/** Both values are kept while the mode goes back and forth; `kept` is what a share holds until something is changed. */
export type VariableDraft = { mode: LockMode; value: unknown; subset: unknown[]; kept?: ShareVariable };
export type RuleDraft = {
  dataset: string;
  mode: 'conditions' | 'json';
  conditions: Condition[];
  json: string;
  /** What a share holds, word for word, until the rule is changed. */
  kept?: AnyPredicate;
};

/** One that takes turns. */
export type StopDraft = {
  dashboard: string;
  /** Where it is opened; null: where the link is. */
  workspace: string | null;
  /** Seconds, as typed. */
  seconds: string;
};

export type ShareDraft = {
  title: string;
  description: string;
  starts: 'now' | 'at';
  startDate: string;
  startTime: string;
  ends: 'never' | 'at';
  date: string;
  time: string;
  zone: string;
  withPassword: boolean;
  password: string;
  /** There is a password already: an empty field keeps it. */
  hasPassword: boolean;
  withLimit: boolean;
  maxViews: string;
  withIdle: boolean;
  idleDays: string;
  withSpan: boolean;
  spanCount: string;
  spanUnit: SpanUnit;
  withNetworks: boolean;
  /** One range a line. */
  networks: string;
  withSession: boolean;
  sessionCount: string;
  sessionUnit: SpanUnit;
  withRefresh: boolean;
  refreshCount: string;
  refreshUnit: SpanUnit;
  widgets: 'all' | 'some';
  /** Those that are ticked, also while all are shown. */
  widgetIds: string[];
  /** The revision it stays at; null: it follows the dashboard. */
  pinned: number | null;
  /** A site lets readers in, and may say something of them that rows go by. */
  site: boolean;
  /** The language of the readers' page; null: that of their browser. */
  language: Language | null;
  /** Previews of the link show what it opens. */
  preview: boolean;
  /** The time zone of the readers' page; null: that of their browser. */
  timeZone: string | null;
  withFrom: boolean;
  fromDate: string;
  fromTime: string;
  withUntil: boolean;
  untilDate: string;
  untilTime: string;
  withRequests: boolean;
  requests: string;
  withCells: boolean;
  cells: string;
  withRotation: boolean;
  /** The dashboards that take turns, the own one among them. */
  rotation: StopDraft[];
  variables: Record<string, VariableDraft>;
  rules: RuleDraft[];
  abilities: Record<ShareAbility, boolean>;
};

export const minPassword = 8;
export const allAbilities = ['interact', 'export_document', 'export_data'] as const;
/** Days that a new link lives unless its maker says otherwise. */
export const usualDays = 30;

/** What a new link starts as: for a month, look and choose, nothing to take away. Values the page shows are ready to lock. */
export function newDraft(
  title: string,
  variables: readonly Variable[],
  shown: Record<string, unknown>,
  zone: string,
  now: Date,
  days = usualDays,
): ShareDraft {
  const day = (ahead: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(now.getTime() + ahead * 86_400_000));
  return {
    title,
    description: '',
    starts: 'now',
    startDate: day(1),
    startTime: '08:00',
    ends: 'at',
    date: day(days),
    time: '18:00',
    zone,
    withPassword: false,
    password: '',
    hasPassword: false,
    withLimit: false,
    maxViews: '100',
    withIdle: false,
    idleDays: '30',
    withSpan: false,
    spanCount: '7',
    spanUnit: 'd',
    withNetworks: false,
    networks: '',
    withSession: false,
    sessionCount: '1',
    sessionUnit: 'h',
    withRefresh: false,
    refreshCount: '1',
    refreshUnit: 'm',
    widgets: 'all',
    widgetIds: [],
    pinned: null,
    site: false,
    language: null,
    preview: false,
    timeZone: null,
    withFrom: false,
    fromDate: day(-30),
    fromTime: '00:00',
    withUntil: false,
    untilDate: day(1),
    untilTime: '00:00',
    withRequests: false,
    requests: '600',
    withCells: false,
    cells: '1000000',
    withRotation: false,
    rotation: [],
    variables: Object.fromEntries(
      variables.map((one): [string, VariableDraft] => [
        one.name,
        { mode: 'free', value: shown[one.name] ?? one.default, subset: [] },
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
  | 'early_end'
  | 'short_password'
  | 'bad_limit'
  | 'bad_days'
  | 'bad_span'
  | 'bad_session'
  | 'bad_refresh'
  | 'need_network'
  | 'bad_network'
  | 'need_widgets'
  | 'bad_requests'
  | 'bad_cells'
  | 'need_stops'
  | 'bad_stop'
  | 'need_value'
  | 'need_values'
  | 'need_interact'
  | RuleProblem
  | JsonProblem['problem'];

export type ColumnsOf = (dataset: string) => readonly RuleColumn[];

function rulePredicate(
  rule: RuleDraft,
  columns: ColumnsOf,
  site: boolean,
): { predicate: AnyPredicate } | { problem: DraftProblem } {
  if (rule.kept !== undefined) return { predicate: rule.kept };
  if (rule.mode === 'json') {
    const read = parsePredicate(rule.json, site);
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

/** The values came out of JSON: the page's state, a list of choices, fields of the form. */
function shareVariable({ mode, value, subset, kept }: VariableDraft): ShareVariable | DraftProblem | null {
  if (kept !== undefined) return kept;
  if (mode === 'free') return null;
  if (mode === 'subset') return subset.length === 0 ? 'need_values' : { subset: subset as JsonValue[] };
  if (missing(value)) return 'need_value';
  const locked = value as JsonValue;
  return mode === 'hidden' ? { locked, hidden: true } : { locked };
}

/** A whole number within bounds, or nothing. */
function whole(text: string, most: number): number | null {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isInteger(number) && number >= 1 && number <= most ? number : null;
}

/** The instants, and what is wrong with them. */
function life(draft: ShareDraft, now: Date): { body: Partial<NewShare>; problems: DraftProblems } {
  const problems: DraftProblems = {};
  const body: Partial<NewShare> = {};
  if (draft.starts === 'at') {
    const instant = toInstant(draft.startDate, draft.startTime, draft.zone);
    if (instant === null) problems['start'] = 'bad_end';
    else body.starts_at = instant;
  }
  if (draft.ends === 'at') {
    const instant = toInstant(draft.date, draft.time, draft.zone);
    if (instant === null) problems['end'] = 'bad_end';
    else if (Date.parse(instant) <= now.getTime()) problems['end'] = 'past_end';
    else if (body.starts_at && Date.parse(instant) <= Date.parse(body.starts_at))
      problems['end'] = 'early_end';
    else body.expires_at = instant;
  }
  if (draft.withLimit) {
    const limit = whole(draft.maxViews, 1_000_000_000);
    if (limit === null) problems['limit'] = 'bad_limit';
    else body.max_views = limit;
  }
  if (draft.withIdle) {
    const days = whole(draft.idleDays, 3650);
    if (days === null) problems['idle'] = 'bad_days';
    else body.idle_days = days;
  }
  return { body, problems };
}

const secondsIn: Record<SpanUnit, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** The server's bounds, in seconds. */
const sessionMost = 720 * 3600;
const refreshMost = 86_400;
const requestsMost = 100_000;
const cellsMost = 1_000_000_000_000;
const stopLeast = 5;
const stopMost = 86_400;
/** As many as take turns under one link. */
export const stopsMost = 20;

/** From where it opens and for how long at a time, what of the dashboard it shows and in which language. */
function scope(draft: ShareDraft): { body: Partial<NewShare>; problems: DraftProblems } {
  const problems: DraftProblems = {};
  const body: Partial<NewShare> = {};
  if (draft.withNetworks) {
    const networks = networksOf(draft.networks);
    if (networks.length === 0) problems['networks'] = 'need_network';
    else if (badNetwork(draft.networks) !== undefined) problems['networks'] = 'bad_network';
    else body.networks = networks;
  }
  if (draft.withSession) {
    const size = secondsIn[draft.sessionUnit];
    const count = whole(draft.sessionCount, sessionMost / size);
    if (count === null) problems['session'] = 'bad_session';
    else body.session_hours = (count * size) / 3600;
  }
  if (draft.withRefresh) {
    const size = secondsIn[draft.refreshUnit];
    const count = whole(draft.refreshCount, refreshMost / size);
    if (count === null) problems['refresh'] = 'bad_refresh';
    else body.refresh_seconds = count * size;
  }
  if (draft.widgets === 'some') {
    // None named would mean all of them.
    if (draft.widgetIds.length === 0) problems['widgets'] = 'need_widgets';
    else body.widgets = draft.widgetIds;
  }
  if (draft.pinned !== null) body.pinned = draft.pinned;
  if (draft.language !== null) body.language = draft.language;
  if (draft.preview) body.link_preview = true;
  if (draft.timeZone !== null) body.time_zone = draft.timeZone;
  if (draft.withRequests) {
    const most = whole(draft.requests, requestsMost);
    if (most === null) problems['requests'] = 'bad_requests';
    else body.requests_a_minute = most;
  }
  if (draft.withCells) {
    const most = whole(draft.cells, cellsMost);
    if (most === null) problems['cells'] = 'bad_cells';
    else body.cells_a_month = most;
  }
  if (draft.withRotation) {
    // The own one alone takes no turns.
    if (draft.rotation.length < 2) problems['rotation'] = 'need_stops';
    else if (draft.rotation.some(({ seconds }) => (whole(seconds, stopMost) ?? 0) < stopLeast))
      problems['rotation'] = 'bad_stop';
    else
      body.rotation = draft.rotation.map(({ dashboard, workspace, seconds }) => ({
        dashboard,
        ...(workspace === null ? {} : { workspace }),
        seconds: Number(seconds),
      }));
  }
  return { body, problems };
}

/** The time beyond which nothing is shown, on both sides. */
function timeLimits(draft: ShareDraft): { time: NonNullable<NewShare['time']>; problems: DraftProblems } {
  const problems: DraftProblems = {};
  const time: NonNullable<NewShare['time']> = {};
  if (draft.withSpan) {
    // Ten years of days: beyond that a limit says nothing.
    const count = whole(draft.spanCount, 3660);
    if (count === null) problems['span'] = 'bad_span';
    else time.last_at_most = `${count}${draft.spanUnit}`;
  }
  if (draft.withFrom) {
    const instant = toInstant(draft.fromDate, draft.fromTime, draft.zone);
    if (instant === null) problems['from'] = 'bad_end';
    else time.from_at_earliest = instant;
  }
  if (draft.withUntil) {
    const instant = toInstant(draft.untilDate, draft.untilTime, draft.zone);
    const { from_at_earliest: from } = time;
    if (instant === null) problems['until'] = 'bad_end';
    else if (from && Date.parse(instant) <= Date.parse(from)) problems['until'] = 'early_end';
    else time.until_at_latest = instant;
  }
  return { time, problems };
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
  const lived = life(draft, now);
  const scoped = scope(draft);
  const problems: DraftProblems = { ...lived.problems, ...scoped.problems };
  const body: NewShare = { kind: 'link', title: draft.title.trim(), ...lived.body, ...scoped.body };
  if (body.title === '') problems['title'] = 'need_title';
  const description = draft.description.trim();
  if (description !== '') body.description = description;

  if (draft.withPassword && !(draft.hasPassword && draft.password === '')) {
    if (draft.password.length < minPassword) problems['password'] = 'short_password';
    else body.password = draft.password;
  }
  const times = timeLimits(draft);
  Object.assign(problems, times.problems);
  if (Object.keys(times.time).length > 0) body.time = times.time;

  const variables: Record<string, ShareVariable> = {};
  for (const [name, variable] of Object.entries(draft.variables)) {
    const made = shareVariable(variable);
    if (typeof made === 'string') problems[`variable.${name}`] = made;
    else if (variable.mode === 'subset' && !draft.abilities.interact)
      problems[`variable.${name}`] = 'need_interact';
    else if (made !== null) variables[name] = made;
  }
  if (Object.keys(variables).length > 0) body.variables = variables;

  const rows: { dataset: string; predicate: Predicate | AnyPredicate }[] = [];
  for (const [index, rule] of draft.rules.entries()) {
    const made = rulePredicate(rule, columns, draft.site);
    if ('problem' in made) problems[`rule.${index}`] = made.problem;
    else rows.push({ dataset: rule.dataset, predicate: made.predicate });
  }
  if (rows.length > 0) body.rows = rows;

  body.abilities = allAbilities.filter((one) => draft.abilities[one]);
  return { body, problems };
}

/** The server's pointer of a refused field → the form's own name for it. */
export function fieldOf(pointer: string, draft: ShareDraft): string | null {
  const [first, second] = pointer.replace(/^\//, '').split('/');
  switch (first) {
    case 'title':
    case 'description':
    case 'password':
      return first;
    case 'starts_at':
      return 'start';
    case 'expires_at':
      return 'end';
    case 'max_views':
      return 'limit';
    case 'idle_days':
      return 'idle';
    case 'time':
      return second === 'from_at_earliest' ? 'from' : second === 'until_at_latest' ? 'until' : 'span';
    case 'time_zone':
      return 'zone';
    case 'requests_a_minute':
      return 'requests';
    case 'cells_a_month':
      return 'cells';
    case 'session_hours':
      return 'session';
    case 'refresh_seconds':
      return 'refresh';
    case 'link_preview':
      return 'preview';
    case 'networks':
    case 'widgets':
    case 'pinned':
    case 'language':
    case 'rotation':
      return first;
    case 'variables':
      return second === undefined ? null : `variable.${second}`;
    case 'rows':
      return draft.rules[Number(second)] === undefined ? null : `rule.${second}`;
    default:
      return null;
  }
}

/** The fields behind "More options": a fault in one of them has to open it. */
export const rareFields: readonly string[] = [
  'start',
  'idle',
  'span',
  'networks',
  'session',
  'refresh',
  'widgets',
  'pinned',
  'language',
  'preview',
  'from',
  'until',
  'zone',
  'requests',
  'cells',
  'rotation',
];

/** Whether a draft uses any of them. */
export function usesRare(draft: ShareDraft): boolean {
  const { starts, withIdle, withSpan, withNetworks, withSession, withRefresh } = draft;
  const limits = starts === 'at' || withIdle || withSpan || withNetworks || withSession || withRefresh;
  const { withFrom, withUntil, withRequests, withCells, withRotation } = draft;
  const more = withFrom || withUntil || withRequests || withCells || withRotation;
  const page = draft.widgets === 'some' || draft.pinned !== null || draft.language !== null || draft.preview;
  return limits || more || page || draft.timeZone !== null;
}
