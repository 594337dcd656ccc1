/** Grants of the made-up server: one list per dashboard or folder, with a version that a change must name. */
import type { Candidate, Effects, GrantEntry, Grants, Level, LevelOption } from '../src/api/types';
import { groups, steps, users } from './people';
import { done, ok, page, problem, type Reply, type Route } from './route';

const levels: LevelOption[] = (['view', 'share', 'edit'] as const).map((level) => ({ level, allowed: true }));
const entry = (principal: string, name: string, more: Partial<GrantEntry> = {}): GrantEntry => ({
  principal,
  id: principal.split(':')[1] ?? 'all',
  name,
  level: 'view',
  source: 'direct',
  works: true,
  lacks: [],
  lacks_by_you: true,
  you: false,
  levels,
  can_remove: true,
  ...more,
});
const first = (): Grants => ({
  groups: [
    entry('group:grp_ops', 'Operations', {
      level: 'share',
      source: 'inherited',
      from: 'Operations',
      can_remove: false,
      why_not: 'inherited_stays',
      levels: [
        { level: 'view', allowed: false, why: 'inherited_stays' },
        { level: 'share', allowed: true },
        { level: 'edit', allowed: true },
      ],
    }),
  ],
  users: [
    entry('user:usr_ada', 'Ada Moreno', { level: 'edit', email: 'ada@portauthority.example', you: true }),
    entry('user:usr_gus', 'Gus Lindqvist', {
      email: 'gus@portauthority.example',
      works: false,
      why: 'disabled',
      repair: { step: 'enable', by_you: true },
    }),
    entry('user:usr_mia', 'Mia Castellanos-Whitfield', {
      email: 'mia@portauthority.example',
      works: false,
      why: 'blocked',
      repair: {
        step: 'lift_block',
        by_you: true,
        of: 'group:grp_united',
        of_name: 'United people',
        on: { kind: 'folder', id: 'fld_ops', name: 'Operations' },
      },
    }),
    entry('user:usr_uma', 'Uma Okafor', {
      email: 'uma@portauthority.example',
      works: false,
      why: 'no_access_to_workspace',
      repair: {
        step: 'give_access',
        by_you: true,
        on: { kind: 'workspace', id: 'wsp_root', name: 'Port Authority' },
      },
    }),
  ],
  all: null,
  managers: 1,
  can: ['see_grants', 'change_grants'],
});
const lists = new Map<string, { list: Grants; version: number }>();
const at = (id: string) => {
  const found = lists.get(id) ?? { list: first(), version: 1 };
  lists.set(id, found);
  return found;
};
const tag = (version: number) => `"${version}"`;

function change(id: string, principal: string, level: Level | 'block' | null): void {
  const found = at(id);
  const { list } = found;
  const known = [...users, ...groups].find((one) => principal.endsWith(`:${one.id}`));
  const kind = principal === 'all' ? 'all' : principal.startsWith('group:') ? 'groups' : 'users';
  const made = level === null ? null : entry(principal, known?.name ?? 'all', { level });
  if (kind === 'all') list.all = made;
  else {
    const before = list[kind].find((one) => one.principal === principal);
    const rest = list[kind].filter((one) => one.principal !== principal);
    const lacks: GrantEntry['lacks'] = level === 'edit' && principal === 'user:usr_otto' ? ['analyze'] : [];
    list[kind] = made ? [...rest, { ...made, lacks, ...before, level: made.level, source: 'direct' }] : rest;
  }
  found.version += 1;
}
const shown = (id: string): Reply => ({ ...ok(at(id).list), etag: tag(at(id).version) });

/** Made up: who is blocked or taken away loses, who is given something gains. */
function effects(body: { grants?: { principal: string; level: string | null }[] }): Effects {
  const loses = body.grants?.some(({ level }) => level === null || level === 'block') ?? true;
  const on = (id: string, before: 'view' | null, after: 'view' | null) => ({
    user: { id: `usr_${id}`, name: users.find((one) => one.id === `usr_${id}`)?.name ?? '' },
    dashboards: 1,
    before,
    after,
  });
  const lose = loses ? [on('otto', 'view', null), on('vera', 'view', null)] : [];
  const gain = body.grants === undefined ? [on('uma', null, 'view')] : [];
  return {
    gain: { count: gain.length, people: gain },
    lose: { count: lose.length, people: lose },
    whole: true,
  };
}

export const grantRoutes: Route[] = [
  [
    'POST',
    /^\/(?:dashboards|folders|groups|workspaces)\/\w+\/(?:policies\/)?effects$/,
    (_, { body }) => ok(effects(body as object)),
  ],
  ['GET', /^\/(?:dashboards|folders)\/(\w+)\/grants$/, ([, id = '']) => shown(id)],
  [
    'PATCH',
    /^\/(?:dashboards|folders)\/(\w+)\/grants$/,
    ([, id = ''], { body, ifMatch, query }) => {
      if (ifMatch && ifMatch !== tag(at(id).version)) return problem(412, 'conflict', 'It was changed.');
      const changes = body as { principal: string; level: Level | 'block' | null }[];
      if (
        query.get('confirm') !== 'true' &&
        changes.some((one) => one.principal === 'user:usr_ada' && one.level === null)
      ) {
        return problem(409, 'conflict', 'This takes away your own last access. Confirm to go on.');
      }
      for (const { principal, level } of changes) change(id, principal, level);
      return shown(id);
    },
  ],
  [
    'PUT',
    /^\/(?:dashboards|folders)\/(\w+)\/grants\/([\w:]+)$/,
    ([, id = '', principal = ''], { body }) => {
      change(id, principal, (body as { level: Level }).level);
      return done;
    },
  ],
  [
    'DELETE',
    /^\/(?:dashboards|folders)\/(\w+)\/grants\/([\w:]+)$/,
    ([, id = '', principal = '']) => {
      change(id, principal, null);
      return done;
    },
  ],
  [
    'GET',
    /^\/(?:dashboards|folders)\/(\w+)\/grants\/candidates$/,
    ([, id = ''], { query }) => {
      const q = (query.get('q') ?? '').toLowerCase();
      const { list } = at(id);
      const there = new Set([...list.users, ...list.groups].map(({ principal }) => principal));
      const offer = (
        kind: Candidate['kind'],
        principal: string,
        name: string,
        email?: string,
      ): Candidate => ({
        principal,
        id: principal,
        name,
        kind,
        has_access: principal !== 'user:usr_vera',
        lacks: principal === 'user:usr_otto' ? ['analyze'] : [],
        levels,
        ...(email ? { email } : {}),
      });
      return page(
        [
          ...(list.all ? [] : [offer('all', 'all', 'all')]),
          ...groups.map((one) => offer('group', `group:${one.id}`, one.name)),
          ...users.map((one) => offer('user', `user:${one.id}`, one.name, one.email)),
        ].filter(
          ({ principal, name, email }) =>
            !there.has(principal) && `${name} ${email ?? ''}`.toLowerCase().includes(q),
        ),
      );
    },
  ],
  ['GET', /^\/(?:dashboards|folders)\/\w+\/explain$/, () => ok({ level: 'share', steps })],
];
