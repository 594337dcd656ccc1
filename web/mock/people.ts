/** The made-up organisation's people: users, groups, permissions, policies, requests. Changes last as long as the process. */
import type {
  AccessRequest,
  Group,
  NewPolicyBody,
  NewUserBody,
  PermissionItem,
  Policy,
  Seen,
  Step,
  User,
} from '../src/api/types';
import { dashboards, workspaces } from './data';
import { done, made, missing, ok, page, problem, type Route } from './route';

const person = (id: string, name: string, more: Partial<User> = {}): User => ({
  id: `usr_${id}`,
  name,
  email: `${id}@portauthority.example`,
  status: 'active',
  attributes: {},
  groups: [],
  can: ['change', 'delete', 'invite'],
  ...more,
});
const carrier = (...values: string[]): User['attributes'] => ({ carrier: values });
export const users: User[] = [
  person('ada', 'Ada Moreno'),
  person('otto', 'Otto Brandt', { groups: [{ id: 'grp_ops', name: 'Operations', computed: false }] }),
  person('uma', 'Uma Okafor', {
    attributes: carrier('UA'),
    groups: [{ id: 'grp_united', name: 'United people', computed: true }],
  }),
  person('vera', 'Vera Santos', { groups: [{ id: 'grp_night', name: 'Night shift', computed: false }] }),
  person('gus', 'Gus Lindqvist', { status: 'disabled' }),
  person('mia', 'Mia Castellanos-Whitfield', { status: 'invited', attributes: carrier('DL', 'B6') }),
];
const group = (id: string, name: string, more: Partial<Group> = {}): Group => ({
  id: `grp_${id}`,
  name,
  parents: [],
  rule: null,
  members: 0,
  can: ['change', 'delete'],
  ...more,
});
export const groups: Group[] = [
  group('night', 'Night shift', { parents: [{ id: 'grp_ops', name: 'Operations' }], members: 1 }),
  group('ops', 'Operations', { members: 1 }),
  group('united', 'United people', { rule: { attribute: 'carrier', contains: 'UA' }, members: 1 }),
];
const members = new Map<string, string[]>([
  ['grp_night', ['usr_vera']],
  ['grp_ops', ['usr_otto']],
]);
const sees = new Map<string, Seen[]>();
const permissions = new Map<string, PermissionItem[]>([
  [
    'wsp_root',
    [
      { principal: 'user:usr_ada', name: 'Ada Moreno', here: [], below: ['manage'] },
      {
        principal: 'group:grp_ops',
        name: 'Operations',
        here: ['view', 'app', 'export_document', 'analyze', 'export_data'],
        below: [],
      },
      { principal: 'user:usr_vera', name: 'Vera Santos', here: ['view'], below: [] },
      { principal: 'all', name: 'all', here: ['view'], below: [] },
    ],
  ],
]);
let policies: (Policy & { of: string })[] = [
  {
    id: 'pol_ua',
    of: 'wsp_root',
    workspace: 'wsp_root',
    inherited: false,
    name: 'United sees its own',
    reach: 'here_and_below',
    tag: 'carrier=UA',
    principal: 'group:grp_united',
    principal_name: 'United people',
    level: 'view',
    meets: 3,
    can: ['change', 'delete'],
  },
];
let requests: AccessRequest[] = [
  {
    id: 'req_1',
    dashboard: dashboards[0]?.id ?? '',
    dashboard_title: 'Delays',
    workspace: 'wsp_root',
    workspace_name: 'Port Authority',
    user: { id: 'usr_vera', name: 'Vera Santos', email: 'vera@portauthority.example' },
    message: 'I take over the night desk on Monday and need the delay board.',
    created_at: new Date(Date.now() - 5_400_000).toISOString(),
    levels: ['view', 'share', 'edit'],
  },
];

const nameOf = (principal: string): string =>
  principal === 'all'
    ? 'all'
    : ([...users, ...groups].find(({ id }) => principal.endsWith(`:${id}`))?.name ?? '');
const has = (text: string, q: string | null) => text.toLowerCase().includes((q ?? '').toLowerCase());
/** The way from one group up to another, by name; null: there is none. */
function way(from: string, to: string): string[] | null {
  const at = groups.find(({ id }) => id === from);
  if (!at) return null;
  if (from === to) return [at.name];
  for (const parent of at.parents) {
    const rest = way(parent.id, to);
    if (rest) return [at.name, ...rest];
  }
  return null;
}
function circle(id: string, parents: readonly string[]): string | null {
  for (const parent of parents) {
    const found = way(parent, id);
    if (found) return `${groups.find((one) => one.id === id)?.name ?? ''} → ${found.join(' → ')}`;
  }
  return null;
}
export const steps: Step[] = [
  { kind: 'view', effect: 'gives', text: 'has access to the workspace', workspace: 'Port Authority' },
  {
    kind: 'folder',
    effect: 'gives',
    text: 'Operations: share',
    level: 'share',
    to: 'group:grp_ops',
    name: 'Operations',
    on: { kind: 'folder', id: 'fld_ops', name: 'Operations' },
    through: ['Night shift', 'Operations'],
    workspace: 'Port Authority',
    above: false,
  },
  { kind: 'restricted', effect: 'limits', text: 'restricted' },
];

/** The server compares what letters look like; here one digit has to do. */
function lookAlikes(email: string) {
  const looks = (text: string) => text.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
  const alike = users.filter((one) => one.email !== email && looks(one.email) === looks(email));
  return alike.map(({ id, name, email: address }) => ({ id, name, email: address }));
}

export const peopleRoutes: Route[] = [
  [
    'GET',
    /^\/users\/look-alikes$/,
    (_, { query }) => ok({ email: query.get('email') ?? '', items: lookAlikes(query.get('email') ?? '') }),
  ],
  [
    'GET',
    /^\/users$/,
    (_, { query }) =>
      page(
        users.filter(
          (one) =>
            has(`${one.name} ${one.email}`, query.get('q')) &&
            (!query.get('status') || one.status === query.get('status')),
        ),
      ),
  ],
  [
    'POST',
    /^\/users$/,
    (_, { body }) => {
      const { name, email, attributes = {}, invite } = body as NewUserBody;
      if (users.some((one) => one.email === email)) {
        return problem(409, 'conflict', 'Somebody has this address already.');
      }
      const user = person(email.split('@')[0] ?? '', name, {
        email,
        attributes,
        status: invite ? 'invited' : 'active',
      });
      const look_alikes = lookAlikes(email);
      users.push(user);
      return made({
        user,
        look_alikes,
        ...(invite
          ? { invitation: 'http://localhost:5174/invite/OneSecretOfManyLetters', mailed: false }
          : {}),
      });
    },
  ],
  [
    'PATCH',
    /^\/users\/(\w+)$/,
    ([, id], { body }) => {
      const found = users.find((one) => one.id === id);
      if (!found) return missing;
      const { password: _, ...rest } = body as Partial<User> & { password?: string };
      return ok(Object.assign(found, rest));
    },
  ],
  [
    'DELETE',
    /^\/users\/(\w+)$/,
    ([, id]) => {
      if (id === 'usr_ada')
        return problem(409, 'conflict', 'The organisation keeps at least one manager.', {
          reason: 'last_manager',
        });
      const at = users.findIndex((one) => one.id === id);
      if (at < 0) return missing;
      users.splice(at, 1);
      return done;
    },
  ],
  ['GET', /^\/users\/\w+\/leaves$/, () => ok({ grants: 4, groups: 1, shares: 2, tokens: 0 })],
  [
    'POST',
    /^\/users\/\w+\/invite$/,
    () =>
      ok({
        invitation: 'http://localhost:5174/invite/OneSecretOfManyLetters',
        mailed: true,
        look_alikes: [],
      }),
  ],
  ['GET', /^\/users\/(\w+)\/see$/, ([, id]) => page(sees.get(id ?? '') ?? [])],
  [
    'PUT',
    /^\/users\/(\w+)\/see\/([\w:]+)$/,
    ([, id = '', principal = '']) => {
      sees.set(id, [...(sees.get(id) ?? []), { principal, name: nameOf(principal) }]);
      return done;
    },
  ],
  [
    'DELETE',
    /^\/users\/(\w+)\/see\/([\w:]+)$/,
    ([, id = '', principal]) => {
      sees.set(
        id,
        (sees.get(id) ?? []).filter((one) => one.principal !== principal),
      );
      return done;
    },
  ],
  [
    'GET',
    /^\/invitations\/(\w+)$/,
    ([, secret]) =>
      secret === 'OneSecretOfManyLetters'
        ? ok({ organisation: 'Port Authority', name: 'Mia Castellanos', email: 'mia@portauthority.example' })
        : missing,
  ],
  ['POST', /^\/invitations\/redeem$/, () => ok({ user: users[0] })],
  ['GET', /^\/groups$/, (_, { query }) => page(groups.filter((one) => has(one.name, query.get('q'))))],
  [
    'GET',
    /^\/groups\/(\w+)$/,
    ([, id = '']) => {
      const found = groups.find((one) => one.id === id);
      if (!found) return missing;
      const direct = users.filter((one) => members.get(id)?.includes(one.id));
      const { rule } = found;
      const computed = rule
        ? users.filter((one) => one.attributes[rule.attribute]?.includes(rule.contains))
        : [];
      return ok({
        ...found,
        direct,
        computed,
        children: groups.filter((one) => one.parents.some((parent) => parent.id === id)),
      });
    },
  ],
  [
    'POST',
    /^\/groups$/,
    (_, { body }) => {
      const { name, parents, rule } = body as { name: string; parents: string[]; rule: Group['rule'] };
      const one = group(`new${groups.length}`, name, {
        rule: rule ?? null,
        parents: groups
          .filter(({ id }) => parents.includes(id))
          .map(({ id, name: named }) => ({ id, name: named })),
      });
      groups.push(one);
      return made(one);
    },
  ],
  [
    'PATCH',
    /^\/groups\/(\w+)$/,
    ([, id = ''], { body }) => {
      const found = groups.find((one) => one.id === id);
      const { parents, ...rest } = body as { parents?: string[]; name?: string; rule?: Group['rule'] };
      if (!found) return missing;
      const round = circle(id, parents ?? []);
      if (round) return problem(409, 'conflict', `A group cannot be inside of itself: ${round}.`);
      Object.assign(found, rest);
      if (parents) {
        found.parents = groups
          .filter((one) => parents.includes(one.id))
          .map((one) => ({ id: one.id, name: one.name }));
      }
      return ok(found);
    },
  ],
  [
    'DELETE',
    /^\/groups\/(\w+)$/,
    ([, id]) => {
      groups.splice(
        groups.findIndex((one) => one.id === id),
        1,
      );
      return done;
    },
  ],
  [
    'PUT',
    /^\/groups\/(\w+)\/members\/(\w+)$/,
    ([, id = '', user = '']) => {
      members.set(id, [...(members.get(id) ?? []), user]);
      return done;
    },
  ],
  [
    'DELETE',
    /^\/groups\/(\w+)\/members\/(\w+)$/,
    ([, id = '', user]) => {
      members.set(
        id,
        (members.get(id) ?? []).filter((one) => one !== user),
      );
      return done;
    },
  ],
  [
    'POST',
    /^\/workspaces$/,
    (_, { body }) => {
      const { name, parent } = body as { name: string; parent: string };
      const above = workspaces.find(({ id }) => id === parent);
      if (!above) return missing;
      const id = `wsp_new${workspaces.length}`;
      const one = { id, name, parent, path: [...above.path, { id, name }], can: above.can };
      workspaces.push(one);
      return made(one);
    },
  ],
  [
    'PATCH',
    /^\/workspaces\/(\w+)$/,
    ([, id], { body }) => {
      const found = workspaces.find((one) => one.id === id);
      return found ? ok(Object.assign(found, body)) : missing;
    },
  ],
  [
    'DELETE',
    /^\/workspaces\/(\w+)$/,
    ([, id]) => {
      if (workspaces.some(({ parent }) => parent === id)) {
        return problem(409, 'conflict', 'The workspace has others below it. Delete those first.');
      }
      workspaces.splice(
        workspaces.findIndex((one) => one.id === id),
        1,
      );
      return done;
    },
  ],
  ['GET', /^\/workspaces\/(\w+)\/permissions$/, ([, id = '']) => page(permissions.get(id) ?? [])],
  [
    'GET',
    /^\/workspaces\/\w+\/permissions\/candidates$/,
    (_, { query }) =>
      page([
        ...groups
          .filter(({ name }) => has(name, query.get('q')))
          .map(({ id, name }) => ({ principal: `group:${id}`, name })),
        ...users
          .filter(({ name }) => has(name, query.get('q')))
          .map(({ id, name, email }) => ({ principal: `user:${id}`, name, email })),
      ]),
  ],
  [
    'PUT',
    /^\/workspaces\/(\w+)\/permissions\/([\w:]+)$/,
    ([, id = '', principal = ''], { body }) => {
      const { here = [], below = [] } = body as Partial<PermissionItem>;
      if (id === 'wsp_root' && principal === 'user:usr_ada' && ![...here, ...below].includes('manage')) {
        return problem(409, 'conflict', 'The organisation keeps at least one manager.', {
          reason: 'last_manager',
        });
      }
      const item = { principal, name: nameOf(principal), here, below };
      const rest = (permissions.get(id) ?? []).filter((one) => one.principal !== principal);
      permissions.set(id, here.length + below.length > 0 ? [...rest, item] : rest);
      return ok(item);
    },
  ],
  [
    'GET',
    /^\/workspaces\/(\w+)\/reach$/,
    ([, id], { query }) =>
      ok({
        items:
          id === 'wsp_root'
            ? dashboards
                .filter((one) => has(one.title, query.get('q')))
                .slice(0, 3)
                .map((one) => ({
                  dashboard: one.id,
                  title: one.title,
                  home: one.workspace,
                  level: 'share',
                  inherited: one.inherited,
                  paths: steps,
                }))
            : [],
        permissions: id === 'wsp_root' ? ['view', 'app'] : [],
        workspaces: ['wsp_root'],
        next_cursor: null,
      }),
  ],
  ['GET', /^\/workspaces\/(\w+)\/policies$/, ([, id]) => page(policies.filter((one) => one.of === id))],
  [
    'POST',
    /^\/workspaces\/(\w+)\/policies$/,
    ([, id = ''], { body }) => {
      const wanted = body as NewPolicyBody;
      if (!/^[^=]+=[^=]+$/.test(wanted.tag)) return problem(422, 'invalid', 'A tag is name=value.');
      const one = {
        ...wanted,
        reach: wanted.reach ?? 'here',
        id: `pol_${policies.length}`,
        of: id,
        workspace: id,
        inherited: false,
        principal_name: nameOf(wanted.principal),
        meets: 1,
        can: ['change', 'delete'] as Policy['can'],
      };
      policies.push(one);
      return made(one);
    },
  ],
  [
    'PATCH',
    /^\/policies\/(\w+)$/,
    ([, id], { body }) => {
      const found = policies.find((one) => one.id === id);
      if (!found) return missing;
      Object.assign(found, body, { principal_name: nameOf((body as NewPolicyBody).principal) });
      return ok(found);
    },
  ],
  [
    'DELETE',
    /^\/policies\/(\w+)$/,
    ([, id]) => {
      policies = policies.filter((one) => one.id !== id);
      return done;
    },
  ],
  ['POST', /^\/access-requests$/, () => ({ status: 202, body: {} })],
  ['GET', /^\/access-requests$/, () => page(requests)],
  [
    'POST',
    /^\/access-requests\/(\w+)\/answer$/,
    ([, id]) => {
      requests = requests.filter((one) => one.id !== id);
      return done;
    },
  ],
];
