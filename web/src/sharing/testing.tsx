/**
 * What the tests of the dialog share: an API that answers from memory, and the dialog as its readers open it. Importing it
 * puts both in place.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, vi } from 'vitest';
import { ApiClient } from '../api/client';
import { ApiProvider } from '../api/context';
import type { Dashboard, GrantEntry, Grants, LevelOption, Share, Workspace } from '../api/types';
import { ToastProvider, TooltipProvider } from '../ui';
// Loaded when the first menu opens; here already, so that no test waits for a file.
import '../ui/MenuFloat';
import '../ui/PopoverFloat';
import { ShareDialog, type Door } from './ShareDialog';
import { keptGuests } from './guests/NewGuests';
import { keptDrafts } from './terms/keptDrafts';

const router = vi.hoisted(() => ({ navigate: vi.fn() }));
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => router.navigate }));
export const { navigate } = router;

export const all: LevelOption[] = (['view', 'share', 'edit'] as const).map((level) => ({
  level,
  allowed: true,
}));
export const entry = (principal: string, name: string, more: Partial<GrantEntry> = {}): GrantEntry => ({
  principal,
  id: principal,
  name,
  level: 'view',
  source: 'direct',
  works: true,
  lacks: [],
  lacks_by_you: false,
  you: false,
  levels: all,
  can_remove: true,
  ...more,
});
export const workspace: Workspace = {
  id: 'wsp_1',
  name: 'Harbour',
  parent: null,
  path: [],
  can: ['manage', 'create_share'],
};
export const dashboard = (can: Dashboard['can'], level: Dashboard['level'] = 'edit'): Dashboard => ({
  id: 'dsh_1',
  workspace: 'wsp_1',
  home_workspace: 'wsp_1',
  title: 'Delays',
  tags: [],
  document: {
    version: 1,
    variables: [{ name: 'origin', label: 'Airport', type: 'string', many: false, default: 'JFK' }],
    widgets: [
      { id: 'table', kind: 'table', place: { x: 0, y: 4, w: 12, h: 6 } },
      { id: 'mean', kind: 'stat', title: 'Mean delay', place: { x: 0, y: 0, w: 4, h: 3 } },
    ],
  },
  revision: 7,
  level,
  private: false,
  shared_outside: false,
  outside: [],
  folder: null,
  restricted: false,
  display: { as: 'viewer', valid: true },
  can,
});
export const everything: Dashboard['can'] = [
  'open',
  'see_grants',
  'change_grants',
  'see_shares',
  'create_share',
];
export const share: Share = {
  id: 'shr_1',
  kind: 'link',
  dashboard: 'dsh_1',
  dashboard_title: 'Delays',
  workspace: 'wsp_1',
  title: 'Press',
  description: '',
  owner: { id: 'o', name: 'Otto' },
  created_at: '2026-01-01T00:00:00Z',
  starts_at: null,
  expires_at: null,
  idle_days: null,
  max_views: null,
  has_password: false,
  opens_to_anyone: true,
  rows: [],
  variables: {},
  time: null,
  abilities: [],
  widgets: [],
  networks: [],
  session_hours: null,
  refresh_seconds: null,
  pinned: null,
  language: null,
  link_preview: null,
  time_zone: null,
  requests_a_minute: null,
  cells_a_month: null,
  rotation: [],
  left_out: [],
  version: 'follow',
  state: 'live',
  reason: null,
  views: 3,
  last_seen_at: null,
  watching: 1,
  waiting: false,
  blocked_by: null,
  can: ['pause', 'rotate', 'end'],
};

type Call = { method: string; path: string; query: URLSearchParams; body: unknown; ifMatch: string | null };
/** What the API answers from, and what it was asked; anew for each test. */
export const server: {
  grants: Grants;
  calls: Call[];
  me: string;
  shares: Share[];
  /** Answers before the usual ones; null leaves the call to them. */
  special: (call: Call) => Response | null;
} = {
  grants: { groups: [], users: [], all: null, managers: 0, can: [] },
  calls: [],
  me: 'o',
  shares: [],
  special: () => null,
};

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ETag: '"1"' },
  });
export const refusal = (status: number, code: string, detail: string, why: object = {}) =>
  json({ type: 'about:blank', title: code, status, code, detail, ...why, request_id: 'r' }, status);

function answer(call: Call): Response {
  const { method, path } = call;
  if (path === '/dashboards/dsh_1/grants' && method === 'GET') return json(server.grants);
  if (path === '/dashboards/dsh_1/grants/candidates') {
    const q = (call.query.get('q') ?? '').toLowerCase();
    const people = [
      {
        principal: 'user:m',
        id: 'm',
        name: 'Mia',
        email: 'mia@x',
        kind: 'user',
        has_access: true,
        lacks: [],
        levels: all,
      },
      {
        principal: 'user:b',
        id: 'b',
        name: 'Bela',
        email: 'bela@x',
        kind: 'user',
        has_access: false,
        lacks: [],
        levels: all,
      },
    ].filter(({ name }) => name.toLowerCase().includes(q));
    return json({ items: people, next_cursor: null });
  }
  if (path.startsWith('/dashboards/dsh_1/grants')) {
    return method === 'DELETE' ? new Response(null, { status: 204 }) : json(server.grants);
  }
  if (path === '/dashboards/dsh_1/shares' && method === 'POST')
    return json({ share, link: 'https://v.example/s/SECRET' }, 201);
  if (path === '/dashboards/dsh_1/shares') return json({ items: server.shares, next_cursor: null });
  if (path === '/dashboards/dsh_1/shares/check') {
    return json({
      obstacles: [],
      opens: {
        datasets: ['flights'],
        columns: 2,
        rows: 58_665,
        from: '2013-01-01T00:00:00Z',
        to: '2013-12-31T00:00:00Z',
        rows_of: 58_665,
        choices: [],
      },
      unreached: [],
      unreached_choices: [],
      revision: 7,
    });
  }
  if (path === '/auth/me')
    return json({ caller: { kind: 'user', user: { id: server.me, name: 'Me' } }, can: [], organisation: {} });
  if (path === '/workspaces') return json({ items: [workspace], next_cursor: null });
  if (path === '/dashboards/dsh_1') return json(dashboard(everything));
  if (path.startsWith('/shares/'))
    return method === 'DELETE' ? new Response(null, { status: 204 }) : json(share);
  return json({ items: [], next_cursor: null });
}

beforeEach(() => {
  keptDrafts.clear();
  keptGuests.clear();
  server.calls = [];
  server.me = 'o';
  server.shares = [share];
  server.special = () => null;
  server.grants = {
    groups: [
      entry('group:g', 'Operations', {
        source: 'inherited',
        from: 'the parent workspace',
        can_remove: false,
        why_not: 'inherited',
      }),
    ],
    users: [
      entry('user:o', 'Otto', { you: true, level: 'edit' }),
      entry('user:u', 'Uma', { works: false, why: 'no_access_to_workspace' }),
    ],
    all: null,
    managers: 7,
    can: [],
  };
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    const url = new URL(input, 'http://x');
    const call: Call = {
      method: init.method ?? 'GET',
      path: url.pathname.replace('/api/v1', ''),
      query: url.searchParams,
      ifMatch: new Headers(init.headers).get('If-Match'),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
    };
    server.calls.push(call);
    return server.special(call) ?? answer(call);
  });
  // Parts of the browser that Radix asks for and jsdom lacks.
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
});
afterEach(() => {
  vi.unstubAllGlobals();
  navigate.mockReset();
});

export const changes = () =>
  server.calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/check'));

export function open(
  can: Dashboard['can'] = everything,
  door: Door | null = 'people',
  level: Dashboard['level'] = 'edit',
) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const onClose = vi.fn();
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <ApiProvider client={new ApiClient()}>
        <TooltipProvider>
          <ToastProvider>
            <ShareDialog
              dashboard={dashboard(can, level)}
              workspace={workspace}
              onClose={onClose}
              {...(door === null ? {} : { door })}
            />
          </ToastProvider>
        </TooltipProvider>
      </ApiProvider>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup({ pointerEventsCheck: 0 }), onClose, unmount };
}
export const row = async (name: string) => {
  const words = await screen.findByText(name);
  const found = words.closest('li');
  if (!found) throw new Error(`${name} has no row`);
  return within(found);
};
