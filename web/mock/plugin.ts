/** Serves mock/data.ts under /api/v1 while developing without a server; holds its changes in memory only. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { Dataset, NewShare, NewTokenBody } from '../src/api/types';
import { brandRoutes, logo } from './brands';
import { embedRoutes } from './embeds';
import { folderRoutes } from './folders';
import { grantRoutes } from './grants';
import { guestRoutes } from './guests';
import { peopleRoutes } from './people';
import { missing, ok, page, problem, reply, type Call, type Route } from './route';
import { uploaded } from './uploads';
import { auditRoutes } from './audit';
import { dashboardOf, dashboards, datasets, me, preview, shares, tokens, workspaces } from './data';
import { sharingRoutes } from './sharing';

let signedIn = true;
const staysInside = {
  code: 'dataset_stays_inside',
  detail: 'The data of flights may not leave the organisation.',
  where: 'dataset flights',
  on: { kind: 'dataset', id: 'dst_flights', name: 'flights' },
  lift_by: {
    kind: 'holder',
    permission: 'manage',
    workspace: { id: 'wsp_root', name: 'Port Authority' },
  },
  remedy: { act: 'outside', on: 'dst_flights', outside: 'anyone' },
};
const routes: Route[] = [
  ...peopleRoutes,
  ...folderRoutes,
  ...grantRoutes,
  ...guestRoutes,
  ...sharingRoutes,
  ...auditRoutes,
  ...embedRoutes,
  ...brandRoutes,
  ['GET', /^\/auth\/me$/, () => (signedIn ? ok(me) : problem(401, 'unauthenticated', ''))],
  [
    'POST',
    /^\/auth\/login$/,
    (_, { body }) => {
      if ((body as { password?: string }).password === 'wrong') return problem(401, 'unauthenticated', '');
      signedIn = true;
      return ok({ user: me.caller.user });
    },
  ],
  [
    'POST',
    /^\/auth\/logout$/,
    () => {
      signedIn = false;
      return { status: 204 };
    },
  ],
  ['GET', /^\/setup$/, () => ok({ needed: process.env['MOCK_SETUP'] === '1' })],
  ['GET', /^\/workspaces$/, () => page(workspaces)],
  [
    'GET',
    /^\/workspaces\/(\w+)\/dashboards$/,
    ([, workspace], { query }) => {
      const tab = query.get('tab');
      const q = (query.get('q') ?? '').toLowerCase();
      const tag = query.get('tag');
      const folder = query.get('folder');
      if (workspace !== 'wsp_root') return page([]);
      return page(
        dashboards.filter(
          (one) =>
            one.title.toLowerCase().includes(q) &&
            (!tag || one.tags.includes(tag)) &&
            (!folder || (folder === 'top' ? !one.folder : one.folder === folder)) &&
            (tab === 'private' ? one.private : tab === 'shared' ? !one.private : true),
        ),
      );
    },
  ],
  ['GET', /^\/workspaces\/(\w+)\/datasets$/, ([, id]) => page(id === 'wsp_weather' ? [] : datasets)],
  [
    'POST',
    /^\/workspaces\/\w+\/datasets$/,
    (_, { body }) => {
      const asked = body as { name: string; label?: string };
      const first = datasets[0];
      if (!first) return missing;
      if (datasets.some((one) => one.name === asked.name)) return problem(409, 'conflict', '');
      const made: Dataset = {
        ...first,
        id: `dst_${asked.name}`,
        name: asked.name,
        label: asked.label ?? asked.name,
        version: 0,
        bad_rows: 0,
        row_count: 0,
        outside: 'nobody',
      };
      datasets.push(made);
      return { status: 201, body: made };
    },
  ],
  ['GET', /^\/datasets\/(\w+)$/, ([, id]) => reply(datasets.find((one) => one.id === id))],
  [
    'PATCH',
    /^\/datasets\/(\w+)$/,
    ([, id], { body }) => {
      const found = datasets.find((one) => one.id === id);
      const { columns, end_shares, ...plain } = body as Partial<Dataset> & { end_shares?: boolean };
      const hides = columns?.some(({ hidden }) => hidden === true) === true;
      const live = shares.filter(({ state, rows }) => state === 'live' && rows.length > 0);
      if (plain.outside === 'anyone') {
        for (const one of shares.filter(({ blocked_by }) => blocked_by?.id === id)) one.blocked_by = null;
      }
      if (found?.name === 'flights' && (plain.outside === 'nobody' || hides)) {
        if (!end_shares) {
          return problem(409, 'conflict', 'Shares stop.', {
            reason: 'stops_shares',
            count: live.length + 1,
            shares: live.map(({ id: one, title }) => ({ id: one, name: title })),
          });
        }
        for (const one of live) {
          Object.assign(one, { state: 'paused', blocked_by: { id: found.id, name: found.label } });
        }
      }
      if (found) {
        Object.assign(found, plain);
        for (const change of columns ?? []) {
          Object.assign(found.columns.find((one) => one.name === change.name) ?? {}, change);
        }
      }
      return reply(found);
    },
  ],
  [
    'DELETE',
    /^\/datasets\/(\w+)$/,
    ([, id]) => {
      datasets.splice(
        datasets.findIndex((one) => one.id === id),
        1,
      );
      return { status: 204 };
    },
  ],
  [
    'POST',
    /^\/datasets\/(\w+)\/upload$/,
    ([, id], { query }) => {
      const found = datasets.find((one) => one.id === id);
      if (!found) return missing;
      Object.assign(found, { row_count: 26_115, bad_rows: 2, version: found.version + 1 });
      return { status: 201, body: uploaded(found, query.get('types')) };
    },
  ],
  ['GET', /^\/datasets\/\w+\/preview$/, () => ok(preview)],
  [
    'POST',
    /^\/workspaces\/\w+\/preview$/,
    () =>
      ok({
        columns: [
          { name: 'value', type: 'string' },
          { name: 'rows_of_value', type: 'int' },
        ],
        rows: [
          ['JFK', 111_279],
          ['EWR', 120_835],
          ['LGA', 104_662],
        ],
        truncated: false,
      }),
  ],
  [
    'GET',
    /^\/dashboards\/(\w+)$/,
    ([, id]) => {
      const found = dashboards.find((one) => one.id === id);
      return reply(found && dashboardOf(found));
    },
  ],
  [
    'GET',
    /^\/dashboards\/\w+\/variables\/\w+\/choices$/,
    () => ok({ items: ['EWR', 'JFK', 'LGA'].map((value) => ({ value, label: value })), truncated: false }),
  ],
  [
    'POST',
    /^\/dashboards\/\w+\/shares\/check$/,
    (_, { body }) => {
      const { rows: rules = [] } = body as NewShare;
      const nobody = JSON.stringify(rules).includes('"ZZZ"');
      const rows = nobody ? 0 : rules.length > 0 ? 58_665 : 336_776;
      const inside = datasets.find(({ name }) => name === 'flights')?.outside !== 'anyone';
      return ok({
        obstacles: inside ? [staysInside] : [],
        opens: { datasets: ['flights'], columns: 8, rows, rows_of: rows, choices: [] },
        unreached: [],
        revision: 1,
      });
    },
  ],
  // Nothing is pushed here: the page shows that it tries to reach the server again.
  ['GET', /^\/dashboards\/\w+\/live$/, () => problem(503, 'unavailable', '')],
  ['GET', /^\/dashboards\/(\w+)\/shares$/, ([, id]) => page(shares.filter((one) => one.dashboard === id))],
  ['GET', /^\/dashboards\/(\w+)\/access-requests$/, () => page([])],
  ['GET', /^\/tokens$/, () => page(tokens)],
  [
    'GET',
    /^\/auth\/me\/sharing-consent$/,
    () => ok({ given_at: null, name: 'Ada Cole', email: 'ada@port-authority.example', shares: 0, named: [] }),
  ],
  [
    'POST',
    /^\/tokens$/,
    (_, { body }) => {
      const { name, read_only = false, workspace = null, expires_at = null } = body as NewTokenBody;
      const id = `tok_${tokens.length}`;
      const made = { id, name, read_only, workspace, created_at: new Date().toISOString(), expires_at };
      tokens.push(made);
      return { status: 201, body: { id: made.id, name, token: 'vt_N3wT0k3nOfManyLetters' } };
    },
  ],
  [
    'DELETE',
    /^\/tokens\/(\w+)$/,
    ([, id]) => {
      const at = tokens.findIndex((one) => one.id === id);
      if (at < 0) return missing;
      tokens.splice(at, 1);
      return { status: 204 };
    },
  ],
];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '', 'http://localhost');
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const json = (request.headers['content-type'] ?? '').includes('json') && parts.length > 0;
  const call: Call = {
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/api\/v1/, ''),
    query: url.searchParams,
    ifMatch: request.headers['if-match'],
    body: json ? JSON.parse(Buffer.concat(parts).toString()) : undefined,
  };
  let result = missing;
  for (const [method, pattern, handle] of routes) {
    const match = method === call.method ? pattern.exec(call.path) : null;
    if (match) {
      result = handle(match, call);
      break;
    }
  }
  response.statusCode = result.status;
  response.setHeader('Content-Type', result.status < 400 ? 'application/json' : 'application/problem+json');
  if (result.etag) response.setHeader('ETag', result.etag);
  response.end(result.body === undefined ? undefined : JSON.stringify(result.body));
}

export function mockServer(): Plugin {
  const serve = (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (request.url?.startsWith('/api/v1/')) void answer(request, response);
    else if (request.url?.startsWith('/brand/')) {
      response.setHeader('Content-Type', 'image/svg+xml');
      response.end(logo);
    } else {
      if (/^\/(?:s\/|shared(?:\/|$))/.test(request.url ?? '')) request.url = '/share.html';
      next();
    }
  };
  return {
    name: 'mock-server',
    configureServer(server) {
      server.middlewares.use(serve);
    },
    configurePreviewServer(server) {
      server.middlewares.use(serve);
    },
  };
}
