/** The dialog as its readers use it: by role and label, against an API that answers from memory. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProvider } from '../api/context';
import { ApiClient } from '../api/client';
import type { Dashboard, GrantEntry, Grants, LevelOption, Share, Workspace } from '../api/types';
import { ToastProvider, TooltipProvider } from '../ui';
// Loaded when the first menu opens; here already, so that no test waits for a file.
import '../ui/MenuFloat';
import '../ui/PopoverFloat';
import { ShareDialog, type Door } from './ShareDialog';

const navigate = vi.hoisted(() => vi.fn());
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => navigate }));

const all: LevelOption[] = (['view', 'share', 'edit'] as const).map((level) => ({ level, allowed: true }));
const entry = (principal: string, name: string, more: Partial<GrantEntry> = {}): GrantEntry => ({
  principal,
  id: principal,
  name,
  level: 'view',
  source: 'direct',
  works: true,
  you: false,
  levels: all,
  can_remove: true,
  ...more,
});
const workspace: Workspace = {
  id: 'wsp_1',
  name: 'Harbour',
  parent: null,
  path: [],
  can: ['manage', 'create_share'],
};
const dashboard = (can: Dashboard['can'], level: Dashboard['level'] = 'edit'): Dashboard => ({
  id: 'dsh_1',
  workspace: 'wsp_1',
  home_workspace: 'wsp_1',
  title: 'Delays',
  tags: [],
  document: {
    version: 1,
    variables: [{ name: 'origin', label: 'Airport', type: 'string', many: false, default: 'JFK' }],
    widgets: [],
  },
  revision: 1,
  level,
  private: false,
  shared_outside: false,
  folder: null,
  restricted: false,
  display: { as: 'viewer', valid: true },
  can,
});
const everything: Dashboard['can'] = ['open', 'see_grants', 'change_grants', 'see_shares', 'create_share'];
const share: Share = {
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
  rows: [],
  variables: {},
  time: null,
  abilities: [],
  version: 'follow',
  state: 'live',
  reason: null,
  views: 3,
  last_seen_at: null,
  watching: 1,
  waiting: false,
  can: ['pause', 'rotate', 'end'],
};

type Call = { method: string; path: string; query: URLSearchParams; body: unknown; ifMatch: string | null };
let grants: Grants;
let calls: Call[];
let me: string;
let shares: Share[];
/** Answers before the usual ones; null leaves the call to them. */
let special: (call: Call) => Response | null;

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', ETag: '"1"' },
  });
const refusal = (status: number, code: string, detail: string, why: object = {}) =>
  json({ type: 'about:blank', title: code, status, code, detail, ...why, request_id: 'r' }, status);

function answer(call: Call): Response {
  const { method, path } = call;
  if (path === '/dashboards/dsh_1/grants' && method === 'GET') return json(grants);
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
        levels: all,
      },
      {
        principal: 'user:b',
        id: 'b',
        name: 'Bela',
        email: 'bela@x',
        kind: 'user',
        has_access: false,
        levels: all,
      },
    ].filter(({ name }) => name.toLowerCase().includes(q));
    return json({ items: people, next_cursor: null });
  }
  if (path.startsWith('/dashboards/dsh_1/grants')) {
    return method === 'DELETE' ? new Response(null, { status: 204 }) : json(grants);
  }
  if (path === '/dashboards/dsh_1/shares' && method === 'POST')
    return json({ share, link: 'https://v.example/s/SECRET' }, 201);
  if (path === '/dashboards/dsh_1/shares') return json({ items: shares, next_cursor: null });
  if (path === '/dashboards/dsh_1/shares/check') {
    return json({
      obstacles: [],
      opens: {
        datasets: ['flights'],
        columns: 2,
        rows: 58_665,
        from: '2013-01-01T00:00:00Z',
        to: '2013-12-31T00:00:00Z',
      },
      unreached: [],
      revision: 1,
    });
  }
  if (path === '/auth/me')
    return json({ caller: { kind: 'user', user: { id: me, name: 'Me' } }, can: [], organisation: {} });
  if (path === '/workspaces') return json({ items: [workspace], next_cursor: null });
  if (path === '/dashboards/dsh_1') return json(dashboard(everything));
  if (path.startsWith('/shares/'))
    return method === 'DELETE' ? new Response(null, { status: 204 }) : json(share);
  return json({ items: [], next_cursor: null });
}

beforeEach(() => {
  calls = [];
  me = 'o';
  shares = [share];
  special = () => null;
  grants = {
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
    calls.push(call);
    return special(call) ?? answer(call);
  });
  // Parts of the browser that Radix asks for and jsdom lacks.
  Element.prototype.scrollIntoView = () => {};
  Element.prototype.hasPointerCapture = () => false;
});
afterEach(() => {
  vi.unstubAllGlobals();
  navigate.mockReset();
});

const changes = () => calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/check'));

function open(can: Dashboard['can'] = everything, door: Door = 'people', level: Dashboard['level'] = 'edit') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const onClose = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <ApiProvider client={new ApiClient()}>
        <TooltipProvider>
          <ToastProvider>
            <ShareDialog
              dashboard={dashboard(can, level)}
              workspace={workspace}
              onClose={onClose}
              door={door}
            />
          </ToastProvider>
        </TooltipProvider>
      </ApiProvider>
    </QueryClientProvider>,
  );
  return { user: userEvent.setup({ pointerEventsCheck: 0 }), onClose };
}
const row = async (name: string) => {
  const words = await screen.findByText(name);
  const found = words.closest('li');
  if (!found) throw new Error(`${name} has no row`);
  return within(found);
};

describe('People', () => {
  it('shows both lists, what does not work, where it comes from and the managers', async () => {
    open();
    expect(await screen.findByRole('region', { name: 'Shared with groups' })).toHaveTextContent(
      'from the parent workspace',
    );
    expect(screen.getByRole('region', { name: 'Shared with people' })).toHaveTextContent(
      'cannot open it: no access to this workspace',
    );
    expect(screen.getByText('Everybody in Harbour')).toBeVisible();
    expect(screen.getByText(/^7 managers/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Remove Operations' })).toBeNull();
  });

  it('changes a level at once, and takes it back', async () => {
    const { user } = open();
    await user.click((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' }));
    await user.click(await screen.findByRole('menuitemradio', { name: /View & share/ }));
    expect(changes()).toMatchObject([
      {
        method: 'PATCH',
        path: '/dashboards/dsh_1/grants',
        body: [{ principal: 'user:u', level: 'share' }],
        ifMatch: '"1"',
      },
    ]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(changes().at(-1)).toMatchObject({ body: [{ level: 'view' }] }));
  });

  it('puts the level back when the server refuses, and says why', async () => {
    special = ({ method }) =>
      method === 'PATCH' ? refusal(403, 'forbidden', 'You hold less than that.') : null;
    const { user } = open();
    await user.click((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' }));
    await user.click(await screen.findByRole('menuitemradio', { name: /View & share/ }));
    expect(await screen.findByText('You hold less than that.')).toBeInTheDocument();
    expect((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' })).toBeVisible();
  });

  it('loads anew and says so when somebody else was first', async () => {
    special = ({ method }) => (method === 'PATCH' ? refusal(412, 'conflict', 'stale') : null);
    const { user } = open();
    await user.click((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' }));
    grants = { ...grants, users: [entry('user:x', 'Xenia')] };
    await user.click(await screen.findByRole('menuitemradio', { name: /View & share/ }));
    expect(await screen.findByText(/Somebody else changed this list in the meantime/)).toBeInTheDocument();
    expect(await screen.findByText('Xenia')).toBeVisible();
    expect(screen.queryByText('Uma')).toBeNull();
  });

  it('shows a row that cannot be touched as text with its reason, and mends a disabled account', async () => {
    grants.users = [
      entry('user:e', 'Ede', { level: 'edit', frozen: 'above_you', can_remove: false, why_not: 'above_you' }),
      entry('user:g', 'Gus', {
        id: 'g',
        works: false,
        why: 'disabled',
        repair: { step: 'enable', by_you: true },
      }),
    ];
    const { user } = open();
    expect((await row('Ede')).getByRole('button', { name: /They hold more than you/ })).toBeVisible();
    expect((await row('Ede')).queryByRole('button', { name: /^Level of/ })).toBeNull();
    await user.click((await row('Gus')).getByRole('button', { name: 'Repair' }));
    const question = await screen.findByRole('dialog', { name: 'Enable the account of Gus?' });
    await user.click(within(question).getByRole('button', { name: 'Enable' }));
    await waitFor(() =>
      expect(changes()).toMatchObject([{ method: 'PATCH', path: '/users/g', body: { status: 'active' } }]),
    );
  });

  it('asks before the own last access goes', async () => {
    special = ({ method, query }) =>
      method === 'PATCH' && query.get('confirm') === null
        ? refusal(409, 'conflict', 'Your last access.', { reason: 'own_last_access' })
        : null;
    const { user, onClose } = open();
    await user.click((await row('Otto')).getByRole('button', { name: 'Remove Otto' }));
    const question = await screen.findByRole('dialog', { name: 'Take away your own access?' });
    await user.click(within(question).getByRole('button', { name: 'Take away my access' }));
    await waitFor(() => expect(navigate).toHaveBeenCalledWith({ to: '/' }));
    expect(changes().map(({ query }) => query.get('confirm'))).toEqual([null, 'true']);
    expect(onClose).toHaveBeenCalled();
  });

  it('adds by keyboard alone', async () => {
    const { user } = open();
    const box = await screen.findByRole('combobox', { name: 'Add people or groups' });
    await user.click(box);
    expect(
      await screen.findByRole('option', { name: /Bela.*has no access to this workspace yet/ }),
    ).toBeVisible();
    await user.type(box, 'mi');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'Remove Mia' })).toBeVisible();
    await user.keyboard('{Escape}{Enter}');
    await waitFor(() =>
      expect(changes()).toMatchObject([{ method: 'PATCH', body: [{ principal: 'user:m', level: 'view' }] }]),
    );
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove Mia' })).toBeNull());
  });

  it('never adds who stood first before the search had answered', async () => {
    const { user } = open();
    const box = await screen.findByRole('combobox', { name: 'Add people or groups' });
    await user.click(box);
    await screen.findByRole('option', { name: /Mia/ });
    await user.type(box, 'bela{Enter}');
    expect(await screen.findByRole('button', { name: 'Remove Bela' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Remove Mia' })).toBeNull();
  });

  it('is for reading only without the right to change', async () => {
    open(['open', 'see_grants']);
    expect(await screen.findByText('Otto')).toBeVisible();
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Level of/ })).toBeNull();
  });
});

describe('Link', () => {
  it('shows nothing of the outside to those who may not see it', async () => {
    open(['open', 'see_grants'], 'link');
    expect(await screen.findByRole('textbox', { name: 'Link to this dashboard' })).toBeVisible();
    expect(screen.queryByText('Outside links')).toBeNull();
    expect(calls.some(({ path }) => path.includes('shares'))).toBe(false);
  });

  it('says why none can be made', async () => {
    open(['open', 'see_shares'], 'link', 'view');
    expect(await screen.findByText(/Making links takes View & share/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'New link' })).toBeNull();
  });

  it('puts embed into the internal link', async () => {
    const { user } = open(everything, 'link');
    const url = await screen.findByRole('textbox', { name: 'Link to this dashboard' });
    expect(url).toHaveDisplayValue(/\/d\/dsh_1\/delays\?v\.origin=JFK$/);
    await user.click(screen.getByRole('switch', { name: 'Embed' }));
    expect(url).toHaveDisplayValue(/&embed=true$/);
  });

  it('says what a link opens, makes it, and shows it this once', async () => {
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'New link' }));
    expect(
      await screen.findByText('This opens 1 dataset, 2 columns, 58,665 rows, 1 Jan 2013 – 31 Dec 2013.'),
    ).toBeVisible();
    await user.clear(screen.getByRole('textbox', { name: 'Title' }));
    await user.click(screen.getByRole('button', { name: 'Create link' }));
    expect(screen.getByText('Give it a title.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Title' })).toHaveFocus();
    await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Press');
    await user.selectOptions(screen.getByRole('combobox', { name: 'How Airport is shared' }), 'hidden');
    await user.click(screen.getByRole('button', { name: 'Create link' }));
    expect(await screen.findByRole('textbox', { name: 'Outside link' })).toHaveDisplayValue(
      'https://v.example/s/SECRET',
    );
    expect(changes()).toMatchObject([
      {
        method: 'POST',
        body: { kind: 'link', title: 'Press', variables: { origin: { locked: 'JFK', hidden: true } } },
      },
    ]);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('textbox', { name: 'Outside link' })).toBeNull();
  });

  it('names the widgets that a lock does not reach, with the rule that would', async () => {
    special = ({ path }) =>
      path.endsWith('/check')
        ? json({
            obstacles: [],
            opens: { datasets: [], columns: 0 },
            unreached: [
              {
                widget: 'free',
                title: 'All airports',
                variable: 'origin',
                rows: [{ dataset: 'flights', predicate: { eq: ['origin', 'JFK'] } }],
              },
            ],
            revision: 1,
          })
        : null;
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: /New link/ }));
    expect(await screen.findByText('All airports does not read Airport')).toBeVisible();
    expect(screen.getByText(/A row rule would narrow it/)).toHaveTextContent('JFK');
  });

  it('shows what waits and approves the revision that was looked at', async () => {
    const sent: unknown[] = [];
    const waits = { ...share, waiting: true, can: [...share.can, 'approve'] };
    special = ({ path, method, body }) => {
      if (path === '/dashboards/dsh_1/shares') return json({ items: [waits], next_cursor: null });
      if (path === `/shares/${share.id}/waiting`)
        return json({
          revision: 7,
          shown_revision: 5,
          saved_at: '2026-11-29T10:00:00Z',
          saved_by: { id: 'usr_9', name: 'Otto' },
          changes: [{ what: 'widget', id: 'n', title: 'Delays', change: 'added' }],
          widgets: ['n'],
        });
      if (path === `/shares/${share.id}/approve` && method === 'POST') {
        sent.push(body);
        return json({ ...waits, waiting: false });
      }
      return null;
    };
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'Waits for approval' }));
    expect(await screen.findByText('New: Delays')).toBeVisible();
    expect(screen.getByText(/Saved by Otto/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve and show' }));
    await waitFor(() => expect(sent).toEqual([{ revision: 7 }]));
  });

  it('lists obstacles and makes no link while there are any', async () => {
    special = ({ path }) =>
      path.endsWith('/check')
        ? json({
            obstacles: [
              {
                code: 'dataset_stays_inside',
                on: { kind: 'dataset', id: 'dts_1', name: 'airlines' },
                lift_by: {
                  kind: 'holder',
                  permission: 'manage',
                  workspace: { id: 'wsp_1', name: 'Planning' },
                },
              },
              { code: 'restricted', on: { kind: 'dashboard' }, lift_by: { kind: 'editor' } },
            ],
            opens: { datasets: [], columns: 0 },
          })
        : null;
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'New link' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'This data may not leave the organisation this fardataset airlines · can be lifted by whoever holds “Manage” in Planning',
    );
    expect(alert).toHaveTextContent(
      'Restricted: it is not shared to the outsidethis dashboard · can be lifted by whoever edits this dashboard',
    );
    expect(screen.getByRole('button', { name: 'Create link' })).toBeDisabled();
  });

  it('ends a link only after a question', async () => {
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'Actions for “Press”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'End for good' }));
    expect(changes()).toEqual([]);
    const question = await screen.findByRole('dialog', { name: 'End “Press”?' });
    await user.click(within(question).getByRole('button', { name: 'End link' }));
    await waitFor(() => expect(changes()).toMatchObject([{ method: 'DELETE', path: '/shares/shr_1' }]));
  });

  const change = async (user: ReturnType<typeof userEvent.setup>) => {
    await user.click(await screen.findByRole('button', { name: 'Actions for “Press”' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Change…/ }));
    return screen.findByRole('form', { name: 'Change “Press”' });
  };

  it('changes a link: filled with what is set, sends what was changed, says what that does', async () => {
    shares = [
      { ...share, can: ['edit'], max_views: 500, idle_days: 30, variables: { origin: { locked: 'JFK' } } },
    ];
    const { user } = open(everything, 'link');
    const form = within(await change(user));
    expect(form.getByText(/1 person is watching and sees the change/)).toBeVisible();
    expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
    expect(form.getByRole('spinbutton', { name: 'Most views' })).toHaveValue(500);
    // A rare limit that is set is not hidden.
    const days = form.getByRole('spinbutton', { name: 'Days without a view' });
    expect(days).toHaveValue(30);
    expect(form.getByRole('combobox', { name: 'How Airport is shared' })).toHaveValue('named');
    expect(
      await form.findByText(/It ends after 30 days without a view\. 497 of 500 views are left\./),
    ).toBeVisible();
    await user.clear(days);
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(form.getByText('A whole number of days, from 1 to 3,650.')).toBeVisible();
    expect(changes()).toEqual([]);
    await user.type(days, '7');
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(changes()).toEqual([
        expect.objectContaining({ method: 'PATCH', path: '/shares/shr_1', body: { idle_days: 7 } }),
      ]),
    );
    expect(await screen.findByText(/“Press” is saved\. 1 person who is watching sees/)).toBeInTheDocument();
    expect(await screen.findByRole('heading', { name: 'Outside links' })).toBeVisible();
  });

  it('lets only the words be changed by who does not speak for the owner', async () => {
    me = 'somebody';
    workspace.can = ['see_shares', 'create_share'];
    try {
      shares = [{ ...share, can: ['edit'] }];
      const { user } = open(everything, 'link');
      const form = within(await change(user));
      expect(form.getByText(/^This link shows the rows of Otto\./)).toBeVisible();
      expect(form.getByRole('group', { name: 'What the link opens' })).toBeDisabled();
      const title = form.getByRole('textbox', { name: 'Title' });
      expect(title).toBeEnabled();
      await user.type(title, ' room');
      await user.click(form.getByRole('button', { name: 'Save' }));
      await waitFor(() =>
        expect(changes()).toMatchObject([{ method: 'PATCH', body: { title: 'Press room' } }]),
      );
      expect(calls.some(({ path }) => path.endsWith('/check'))).toBe(false);
    } finally {
      workspace.can = ['manage', 'create_share'];
    }
  });

  it('shows at its field what the server refuses', async () => {
    shares = [{ ...share, can: ['edit'] }];
    special = ({ method }) =>
      method === 'PATCH'
        ? json(
            {
              type: 'about:blank',
              title: 'invalid',
              status: 422,
              code: 'invalid',
              detail: '',
              request_id: 'r',
              errors: [{ pointer: '/idle_days', message: 'Too many days.' }],
            },
            422,
          )
        : null;
    const { user } = open(everything, 'link');
    const form = within(await change(user));
    await user.click(form.getByRole('button', { name: 'More limits' }));
    await user.click(form.getByRole('switch', { name: 'End it when unused' }));
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(await form.findByRole('spinbutton', { name: 'Days without a view' })).toHaveAccessibleDescription(
      /Too many days\./,
    );
    expect(form.getByRole('button', { name: 'Save' })).toBeEnabled();
  });
});
