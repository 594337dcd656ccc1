/** Which entries of the audit are looked for: how it stands in the address, and how the server is asked for it. Pure. */
import type { QueryParams } from '../../api/client';
import { one, type Search } from '../../kit/search';
import { toInstant } from '../../i18n/instant';

/** What entries are about, by the first word of what was done. */
export const areas = [
  'share',
  'guests',
  'sharing_consent',
  'session',
  'dashboard',
  'grant',
  'folder',
  'folder_grant',
  'permissions',
  'policy',
  'workspace',
  'user',
  'group',
  'see',
  'invitation',
  'access_request',
  'token',
  'dataset',
  'row_rule',
  'export',
  'audit',
  'organisation',
] as const;
export type AuditArea = (typeof areas)[number];

export const callers = ['user', 'share', 'job', 'system'] as const;

export interface AuditFilters {
  /** All of them where it is left out. */
  readonly place: string | undefined;
  /** One caller, or a kind of callers with a colon at its end. */
  readonly actor: string | undefined;
  /** One action, or all of an area with a dot at its end. */
  readonly action: string | undefined;
  readonly object: string | undefined;
  /** Days on the reader's clock, both of them in it. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const names = {
  place: 'in',
  actor: 'actor',
  action: 'action',
  object: 'object',
  from: 'from',
  to: 'to',
} as const satisfies Record<keyof AuditFilters, string>;

const isDay = (text: string | undefined) => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);

/** What is wrong in a link narrows nothing. */
export function filtersOf(search: Search): AuditFilters {
  const said = (name: keyof AuditFilters) => one(search, names[name]) || undefined;
  const [from, to] = [said('from'), said('to')];
  return {
    place: said('place'),
    actor: said('actor'),
    action: said('action'),
    object: said('object'),
    from: isDay(from) ? from : undefined,
    to: isDay(to) ? to : undefined,
  };
}

export const searchOf = (change: Partial<AuditFilters>): Search =>
  Object.fromEntries(
    Object.entries(change).map(([name, value]) => [names[name as keyof AuditFilters], value]),
  );

export const nothing: Omit<AuditFilters, 'place'> = {
  actor: undefined,
  action: undefined,
  object: undefined,
  from: undefined,
  to: undefined,
};

/** The day after one, as it is written. */
function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

export function queryOf(filters: AuditFilters, text: string, zone: string): QueryParams {
  const { place, actor, action, object, from, to } = filters;
  return {
    workspace: place,
    actor,
    action,
    object,
    text,
    since: from === undefined ? undefined : toInstant(from, '00:00', zone),
    until: to === undefined ? undefined : toInstant(dayAfter(to), '00:00', zone),
  };
}
