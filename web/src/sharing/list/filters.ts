/** What the list of shares is narrowed to: how it stands in the address, and how the server is asked for it. Pure. */
import type { QueryParams } from '../../api/client';
import { one, type Search } from '../../kit/search';

/** States of shares, and two things that some of them wait for. */
export const states = ['live', 'paused', 'ended', 'waiting', 'unowned'] as const;
/** When somebody opened it last, in days; the second half: not within so many. */
export const seen = ['in_1', 'in_7', 'in_30', 'not_30', 'not_90'] as const;
export type State = (typeof states)[number];
export type Seen = (typeof seen)[number];

export interface Filters {
  readonly state: State | undefined;
  readonly seen: Seen | undefined;
  readonly kind: string | undefined;
  readonly owner: string | undefined;
  /** A workspace, with all below it. */
  readonly place: string | undefined;
  readonly dashboard: string | undefined;
  readonly anyone: boolean;
}

/** Their names in the address. The workspace of the bar is another thing than the one the list is narrowed to. */
const names = {
  state: 'state',
  seen: 'seen',
  kind: 'kind',
  owner: 'owner',
  place: 'in',
  dashboard: 'dashboard',
  anyone: 'anyone',
} as const satisfies Record<keyof Filters, string>;

/** What is wrong in a link narrows nothing. */
export function filtersOf(search: Search): Filters {
  const said = (name: keyof Filters) => one(search, names[name]) || undefined;
  return {
    state: states.find((word) => word === said('state')),
    seen: seen.find((word) => word === said('seen')),
    kind: said('kind'),
    owner: said('owner'),
    place: said('place'),
    dashboard: said('dashboard'),
    anyone: said('anyone') === 'true',
  };
}

/** What of the address changes with some filters. */
export function searchOf(change: Partial<Filters>): Search {
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [
      names[name as keyof Filters],
      value === false || value === undefined ? undefined : String(value),
    ]),
  );
}

export const nothing: Filters = {
  state: undefined,
  seen: undefined,
  kind: undefined,
  owner: undefined,
  place: undefined,
  dashboard: undefined,
  anyone: false,
};

export const narrows = (filters: Filters) => Object.values(filters).some(Boolean);

const DAY = 86_400_000;

/** The question to the server, at this moment. */
export function queryOf(filters: Filters, now: number): QueryParams {
  const { state, seen: opened, kind, owner, place, dashboard, anyone } = filters;
  const [how, days] = opened?.split('_') ?? [];
  const moment = days === undefined ? undefined : new Date(now - Number(days) * DAY).toISOString();
  return {
    kind,
    owner,
    dashboard,
    workspace: place,
    ...(state === 'waiting' || state === 'unowned' ? { [state]: true } : { state }),
    ...(anyone ? { to_anyone: true } : {}),
    ...(how === 'in' ? { seen_since: moment } : how === 'not' ? { seen_before: moment } : {}),
  };
}
