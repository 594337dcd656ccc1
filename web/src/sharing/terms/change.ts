/**
 * An existing share as a draft, and the request that a changed draft stands for: only what differs from the share is
 * sent, what was not touched stays word for word. Pure. Who may change what is ADR 8: here in `speaksForOwner`.
 */
import type {
  Id,
  NewShare,
  Predicate as AnyPredicate,
  Share,
  SharePatch,
  ShareVariable,
  Variable,
  Widget,
  Workspace,
} from '../../api/types';
import {
  newDraft,
  toRequest,
  type ColumnsOf,
  type DraftProblems,
  type LockMode,
  type RuleDraft,
  type ShareDraft,
  type StopDraft,
  type VariableDraft,
} from './draft';
import { wallOf } from '../../i18n/instant';
import { buildPredicate, toConditions } from './predicate';
import { ofHours, ofSeconds, type SpanUnit } from './spans';

/**
 * A share shows its owner's rows: what it opens is changed by its owner and by who manages the workspace. Anybody else
 * with the right to change shares may rename, describe and pause it.
 */
export function speaksForOwner(
  share: Pick<Share, 'owner'>,
  me: Id | undefined,
  workspace: Pick<Workspace, 'can'> | undefined,
): boolean {
  return share.owner.id === me || workspace?.can.includes('manage') === true;
}

/** Equal as JSON, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), b as Record<string, unknown>];
  return (
    left.length === Object.keys(right).length &&
    left.every(([key, value]) => key in right && same(value, right[key]))
  );
}

function variableDraft(kept: ShareVariable | undefined, fallback: VariableDraft): VariableDraft {
  if (kept === undefined) return fallback;
  const locked = kept.locked !== undefined && kept.locked !== null;
  const mode: LockMode = locked ? (kept.hidden ? 'hidden' : 'named') : kept.subset ? 'subset' : 'free';
  return { mode, value: locked ? kept.locked : fallback.value, subset: kept.subset ?? [], kept };
}

/** As a list of conditions only where that says the very same; JSON holds everything else. */
function ruleDraft(dataset: string, kept: AnyPredicate, columns: ColumnsOf): RuleDraft {
  const conditions = toConditions(kept);
  const built = conditions === null ? null : buildPredicate(conditions, columns(dataset));
  // The list's own field takes several values apart at commas.
  const listed = conditions?.every(
    ({ op, values }) => op !== 'in' || !values.some((one) => one.includes(',')),
  );
  const json = JSON.stringify(kept, null, 1).replace(/\s+/g, ' ');
  return conditions !== null && listed && built?.ok && same(built.predicate, kept)
    ? { dataset, mode: 'conditions', conditions, json, kept }
    : { dataset, mode: 'json', conditions: [], json, kept };
}

/** The rules of a form with others that were proposed; one that is there already is not added again. */
export function withRules(
  rules: readonly RuleDraft[],
  proposed: readonly { dataset: string; predicate: unknown }[],
  columns: ColumnsOf,
): RuleDraft[] {
  const drafts = proposed.map(({ dataset, predicate }) =>
    ruleDraft(dataset, predicate as AnyPredicate, columns),
  );
  const isThere = (one: RuleDraft) =>
    rules.some((rule) => rule.dataset === one.dataset && rule.json === one.json);
  return [...rules, ...drafts.filter((one) => !isThere(one))];
}

/**
 * The form filled with what is set. Variables and widgets that the dashboard no longer has are left out: see
 * `goneVariables` and `goneWidgets`. Without `widgets` the dashboard is not known, and all are kept.
 */
export function draftOf(
  share: Share,
  variables: readonly Variable[],
  widgets: readonly Pick<Widget, 'id'>[] | undefined,
  columns: ColumnsOf,
  zone: string,
  now: Date,
): ShareDraft {
  const fresh = newDraft(share.title, variables, {}, zone, now);
  const start = share.starts_at === null ? null : wallOf(share.starts_at, zone);
  const end = share.expires_at === null ? null : wallOf(share.expires_at, zone);
  const span = /^(\d+)([smhdw])$/.exec(share.time?.last_at_most ?? '');
  const wall = (at: string | null | undefined) => (at ? wallOf(at, zone) : null);
  const [from, until] = [wall(share.time?.from_at_earliest), wall(share.time?.until_at_latest)];
  const session = share.session_hours === null ? null : ofHours(share.session_hours);
  const refresh = share.refresh_seconds === null ? null : ofSeconds(share.refresh_seconds);
  return {
    ...fresh,
    description: share.description,
    ...(start ? { starts: 'at' as const, startDate: start.date, startTime: start.time } : {}),
    ends: 'never',
    ...(end ? { ends: 'at' as const, date: end.date, time: end.time } : {}),
    withPassword: share.has_password,
    hasPassword: share.has_password,
    ...(share.max_views === null ? {} : { withLimit: true, maxViews: String(share.max_views) }),
    ...(share.idle_days === null ? {} : { withIdle: true, idleDays: String(share.idle_days) }),
    ...(share.networks.length > 0 ? { withNetworks: true, networks: share.networks.join('\n') } : {}),
    ...(session ? { withSession: true, sessionCount: String(session.count), sessionUnit: session.unit } : {}),
    ...(refresh ? { withRefresh: true, refreshCount: String(refresh.count), refreshUnit: refresh.unit } : {}),
    widgets: share.widgets.length > 0 ? 'some' : 'all',
    widgetIds: share.widgets.filter((id) => widgets?.some((one) => one.id === id) ?? true),
    pinned: share.pinned,
    site: share.kind === 'embed',
    language: share.language,
    preview: share.link_preview === true,
    timeZone: share.time_zone,
    ...(from ? { withFrom: true, fromDate: from.date, fromTime: from.time } : {}),
    ...(until ? { withUntil: true, untilDate: until.date, untilTime: until.time } : {}),
    ...(share.requests_a_minute === null
      ? {}
      : { withRequests: true, requests: String(share.requests_a_minute) }),
    ...(share.cells_a_month === null ? {} : { withCells: true, cells: String(share.cells_a_month) }),
    ...(share.rotation.length > 0 ? { withRotation: true, rotation: stopsOf(share) } : {}),
    ...(span ? { withSpan: true, spanCount: span[1] ?? '', spanUnit: span[2] as SpanUnit } : {}),
    variables: Object.fromEntries(
      Object.entries(fresh.variables).map(([name, fallback]) => [
        name,
        variableDraft(share.variables[name], fallback),
      ]),
    ),
    rules: share.rows.map(({ dataset, predicate }) => ruleDraft(dataset, predicate as AnyPredicate, columns)),
    abilities: {
      interact: share.abilities.includes('interact'),
      export_document: share.abilities.includes('export_document'),
      export_data: share.abilities.includes('export_data'),
    },
  };
}

/** How long one stands that says nothing, s. */
const usualStop = 30;

/** The rotation as the form has it; the share's own, when it is not named, comes first. */
function stopsOf(share: Share): StopDraft[] {
  const stops = share.rotation.map(({ dashboard, workspace, seconds }) => ({
    dashboard,
    workspace: workspace ?? null,
    seconds: String(seconds ?? usualStop),
  }));
  const own = { dashboard: share.dashboard, workspace: null, seconds: String(usualStop) };
  return stops.some(({ dashboard }) => dashboard === share.dashboard) ? stops : [own, ...stops];
}

/** Variables that the share still limits and the dashboard no longer has; the next change of its terms drops them. */
export function goneVariables(share: Share, variables: readonly Variable[]): string[] {
  return Object.keys(share.variables).filter((name) => !variables.some((one) => one.name === name));
}

/** Ids of widgets that the share names and the dashboard no longer has; the next change of its terms drops them. */
export function goneWidgets(share: Share, widgets: readonly Pick<Widget, 'id'>[]): string[] {
  return share.widgets.filter((id) => !widgets.some((one) => one.id === id));
}

/** Terms that are there or not. */
const optional = [
  'starts_at',
  'expires_at',
  'max_views',
  'idle_days',
  'time',
  'session_hours',
  'refresh_seconds',
  'pinned',
  'language',
  'link_preview',
  'time_zone',
  'requests_a_minute',
  'cells_a_month',
] as const;

/** The parts of the draft that each field of the request is made of. */
const partsOf: Record<(typeof optional)[number], readonly (keyof ShareDraft)[]> = {
  starts_at: ['starts', 'startDate', 'startTime'],
  expires_at: ['ends', 'date', 'time'],
  max_views: ['withLimit', 'maxViews'],
  idle_days: ['withIdle', 'idleDays'],
  time: [
    'withSpan',
    'spanCount',
    'spanUnit',
    'withFrom',
    'fromDate',
    'fromTime',
    'withUntil',
    'untilDate',
    'untilTime',
  ],
  session_hours: ['withSession', 'sessionCount', 'sessionUnit'],
  refresh_seconds: ['withRefresh', 'refreshCount', 'refreshUnit'],
  pinned: ['pinned'],
  language: ['language'],
  link_preview: ['preview'],
  time_zone: ['timeZone'],
  requests_a_minute: ['withRequests', 'requests'],
  cells_a_month: ['withCells', 'cells'],
};

/**
 * Only what differs from the share, and what is wrong with it. `initial` is the draft the form was filled with: an
 * instant whose field was not touched is not sent, even where the field shows it to the minute only.
 */
export function changesOf(
  share: Share,
  initial: ShareDraft,
  draft: ShareDraft,
  columns: ColumnsOf,
  now: Date,
): { patch: SharePatch; problems: DraftProblems; body: NewShare } {
  const { body, problems } = toRequest(draft, columns, now);
  const patch: SharePatch = {};
  if (body.title !== share.title) patch.title = body.title;
  if ((body.description ?? '') !== share.description) patch.description = body.description ?? '';
  if (body.password !== undefined) patch.password = body.password;
  else if (share.has_password && !draft.withPassword) patch.password = null;

  const touched = (parts: readonly (keyof ShareDraft)[]) =>
    parts.some((part) => draft[part] !== initial[part]);
  for (const field of optional) {
    if (!touched(partsOf[field])) continue;
    const said = body[field] ?? null;
    // Touched and put back, or another word for the same: no change.
    if (!same(said, share[field]) && !sameInstant(said, share[field]))
      Object.assign(patch, { [field]: said });
  }

  const networks = body.networks ?? [];
  if (!same(networks, share.networks)) patch.networks = networks;
  const widgets = body.widgets ?? [];
  const ticked = (one: ShareDraft) => (one.widgets === 'some' ? [...one.widgetIds].sort() : []);
  if (!same(ticked(draft), ticked(initial))) patch.widgets = widgets;
  if (!same(draft.rotation, initial.rotation) || draft.withRotation !== initial.withRotation) {
    const rotation = body.rotation ?? [];
    if (!same(rotation, share.rotation)) patch.rotation = rotation;
  }
  const rows = body.rows ?? [];
  if (
    !same(
      rows,
      share.rows.map(({ dataset, predicate }) => ({ dataset, predicate })),
    )
  )
    patch.rows = rows;
  const abilities = body.abilities ?? [];
  if (!same([...abilities].sort(), [...share.abilities].sort())) patch.abilities = abilities;

  const known = Object.fromEntries(
    Object.entries(share.variables).filter(([name]) => draft.variables[name] !== undefined),
  );
  const variables = body.variables ?? {};
  const { title: _, description: __, password: ___, ...terms } = patch;
  const gone = Object.keys(known).length < Object.keys(share.variables).length;
  // The server checks all terms together, and one on a variable that is gone would refuse them all.
  const changes = Object.keys(terms).length > 0 || !same(variables, known);
  if (!same(variables, known) || (gone && changes)) patch.variables = variables;
  const lost = initial.widgets === 'some' && initial.widgetIds.length < share.widgets.length;
  if (lost && changes) patch.widgets = widgets;
  return { patch, problems: onlyOf(problems, draft, initial), body };
}

/** What was so before and was not touched does not stand in the way of changing something else. */
function onlyOf(problems: DraftProblems, draft: ShareDraft, initial: ShareDraft): DraftProblems {
  const still = (...parts: (keyof ShareDraft)[]) => parts.every((part) => draft[part] === initial[part]);
  const old = Object.keys(problems).filter((field) => {
    if (field === 'end') return still(...partsOf.starts_at, ...partsOf.expires_at);
    const variable = draft.variables[field.replace('variable.', '')];
    return variable?.kept !== undefined && draft.abilities.interact === initial.abilities.interact;
  });
  return Object.fromEntries(Object.entries(problems).filter(([field]) => !old.includes(field)));
}

/** The same moment, however it is written. */
function sameInstant(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' && Date.parse(a) === Date.parse(b);
}

/** What a change does to who reads now: the key of the sentence that says so. */
export type Outcome = 'renamed' | 'asked_again' | 'paused' | 'watching' | 'saved';

export function outcomeOf(patch: SharePatch, share: Share): Outcome {
  const { title: _, description: __, ...more } = patch;
  if (Object.keys(more).length === 0) return 'renamed';
  if (share.state === 'paused') return 'paused';
  if ('password' in patch) return 'asked_again';
  return share.watching > 0 ? 'watching' : 'saved';
}
