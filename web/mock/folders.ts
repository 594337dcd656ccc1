/** Folders of the made-up server, and the settings of its dashboards. */
import type { Folder } from '../src/api/types';
import { dashboardOf, dashboards, shares } from './data';
import { steps, users } from './people';
import { done, made, missing, ok, page, problem, type Route } from './route';

const can: Folder['can'] = [
  'see',
  'rename',
  'move',
  'delete',
  'see_grants',
  'change_grants',
  'share',
  'create_in',
];
const folder = (id: string, name: string, parent: string | null, more: Partial<Folder> = {}): Folder => ({
  id: `fld_${id}`,
  name,
  parent,
  workspace: 'wsp_root',
  level: 'edit',
  inherited: false,
  can,
  ...more,
});
export const folders: Folder[] = [
  folder('ops', 'Operations', null),
  folder('winter', 'Winter schedule', 'fld_ops'),
  folder('air', 'Airlines', null, { level: 'view', can: ['see'] }),
];
const of = (id: string | undefined) => dashboards.find((one) => one.id === id);

const shut = ({ id, name, email }: (typeof users)[number]) => ({
  user: { id, name },
  email,
  paths: [{ kind: 'disabled', effect: 'takes', text: 'the account is disabled' }],
});

export const folderRoutes: Route[] = [
  ['GET', /^\/workspaces\/(\w+)\/folders$/, ([, id]) => page(folders.filter((one) => one.workspace === id))],
  [
    'POST',
    /^\/workspaces\/(\w+)\/folders$/,
    ([, id = ''], { body }) => {
      const { name, parent = null } = body as { name: string; parent?: string };
      const one = folder(`new${folders.length}`, name, parent, { workspace: id });
      folders.push(one);
      return made(one);
    },
  ],
  [
    'PATCH',
    /^\/folders\/(\w+)$/,
    ([, id], { body }) => {
      const found = folders.find((one) => one.id === id);
      return found ? ok(Object.assign(found, body)) : missing;
    },
  ],
  [
    'DELETE',
    /^\/folders\/(\w+)$/,
    ([, id]) => {
      if (folders.some((one) => one.parent === id) || dashboards.some((one) => one.folder === id)) {
        return problem(409, 'conflict', 'The folder is not empty.', { reason: 'not_empty' });
      }
      folders.splice(
        folders.findIndex((one) => one.id === id),
        1,
      );
      return done;
    },
  ],
  [
    'PUT',
    /^\/dashboards\/(\w+)\/folder$/,
    ([, id], { body }) => {
      const found = of(id);
      if (!found) return missing;
      found.folder = (body as { folder: string | null }).folder;
      return ok(dashboardOf(found));
    },
  ],
  [
    'POST',
    /^\/dashboards\/(\w+)\/copy$/,
    ([, id], { body }) => {
      const found = of(id);
      if (!found) return missing;
      const { title } = body as { title?: string };
      const one = {
        ...found,
        id: `dsh_copy${dashboards.length}`,
        title: title ?? found.title,
        private: true,
      };
      dashboards.push(one);
      return made(dashboardOf(one));
    },
  ],
  [
    'PUT',
    /^\/dashboards\/(\w+)\/restricted$/,
    ([, id], { body }) => {
      const found = of(id);
      if (!found) return missing;
      const { restricted, end_shares } = body as { restricted: boolean; end_shares?: boolean };
      const live = shares.filter((one) => one.dashboard === id && one.state === 'live').length;
      if (restricted && live > 0 && !end_shares) {
        return problem(409, 'conflict', 'This ends shares.', { reason: 'ends_shares', count: live });
      }
      found.restricted = restricted;
      return ok(dashboardOf(found));
    },
  ],
  [
    'PUT',
    /^\/dashboards\/(\w+)\/display$/,
    ([, id], { body }) => {
      const found = of(id);
      if (!found) return missing;
      const { as } = body as { as: string };
      const user = users.find((one) => `user:${one.id}` === as) ?? (as === 'me' ? users[0] : undefined);
      found.display = user
        ? { as: 'user', user: { id: user.id, name: user.name }, valid: user.status === 'active' }
        : { as: 'viewer', valid: true };
      return ok(dashboardOf(found));
    },
  ],
  [
    'GET',
    /^\/dashboards\/\w+\/display\/candidates$/,
    (_, { query }) =>
      page(users.filter((one) => one.name.toLowerCase().includes((query.get('q') ?? '').toLowerCase()))),
  ],
  [
    'GET',
    /^\/dashboards\/\w+\/readers$/,
    (_, { query }) => {
      const q = (query.get('q') ?? '').toLowerCase();
      const found = users.filter(({ name }) => name.toLowerCase().includes(q));
      const opens = found.filter(({ id }) => ['usr_ada', 'usr_otto', 'usr_uma'].includes(id));
      return ok({
        items: opens.map((one) => ({
          user: { id: one.id, name: one.name },
          email: one.email,
          level: 'view',
          paths: steps,
          rows: one.id === 'usr_uma' ? [{ dataset: 'flights', predicate: { in: ['origin', ['JFK']] } }] : [],
        })),
        next_cursor: null,
        cannot: q === '' ? [] : found.filter((one) => !opens.includes(one)).map(shut),
      });
    },
  ],
];
