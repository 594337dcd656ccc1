/** Made-up answers for `npm run dev:mock`: enough to look at every screen without a server. Never part of a build. */
import type {
  Answer,
  Dashboard,
  DashboardSummary,
  Dataset,
  Me,
  Share,
  Token,
  Workspace,
} from '../src/api/types';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

export const me: Me = {
  caller: {
    kind: 'user',
    user: {
      id: 'usr_ada',
      name: 'Ada Moreno',
      email: 'ada@portauthority.example',
      status: 'active',
      attributes: {},
      groups: [],
      can: [],
    },
  },
  can: ['manage_organisation'],
  organisation: { name: 'Port Authority' },
};

const full: Workspace['can'] = [
  'create_dashboard',
  'manage',
  'use_app',
  'see_shares',
  'create_share',
  'export_document',
  'export_data',
  'manage_data',
  'create_folder',
  'manage_policies',
  'see_reach',
];
const root = { id: 'wsp_root', name: 'Port Authority' };
const airlines = { id: 'wsp_airlines', name: 'Airlines' };
export const workspaces: Workspace[] = [
  { ...root, parent: null, path: [root], can: full },
  { ...airlines, parent: root.id, path: [root, airlines], can: ['use_app', 'create_dashboard'] },
  ...['United', 'Delta', 'JetBlue'].map((name) => ({
    id: `wsp_${name.toLowerCase()}`,
    name,
    parent: airlines.id,
    path: [root, airlines, { id: `wsp_${name.toLowerCase()}`, name }],
    can: ['use_app'] as Workspace['can'],
  })),
  {
    id: 'wsp_weather',
    name: 'Weather desk',
    parent: root.id,
    path: [root, { id: 'wsp_weather', name: 'Weather desk' }],
    can: full,
  },
];

type Row = [
  title: string,
  tags: string[],
  kinds: DashboardSummary['widget_kinds'],
  more: Partial<DashboardSummary>,
  minutes: number,
];
const rows: Row[] = [
  ['Delays', ['operations'], ['stat', 'stat', 'stat', 'bar', 'line', 'table'], { shared_outside: true }, 3],
  ['Departures today', ['operations', 'live'], ['table', 'stat', 'stat'], { shared_outside: true }, 48],
  [
    'Wind and visibility at the three airports',
    ['weather'],
    ['line', 'area', 'line', 'stat', 'stat'],
    {},
    300,
  ],
  ['Carrier scorecard', ['airlines'], ['pie', 'bar', 'table'], { level: 'share', restricted: true }, 1500],
  ['Fleet age', ['airlines'], ['area', 'bar'], { level: 'view', inherited: true }, 4000],
  ['Untitled draft', [], ['bar'], { private: true }, 9000],
  ['Cancellations by cause', ['operations'], ['stat', 'area', 'pie'], { folder: 'fld_ops' }, 12_000],
  ['Notes for the winter schedule', [], ['text', 'text', 'table'], { private: true }, 30_000],
];
export const dashboards: DashboardSummary[] = rows.map(
  ([title, tags, widget_kinds, more, minutes], index) => ({
    id: `dsh_${index}${title.length}`,
    title,
    workspace: root.id,
    tags,
    level: 'edit',
    private: false,
    shared_outside: false,
    inherited: false,
    updated_at: ago(minutes),
    widget_kinds,
    can: ['open', 'save'],
    folder: null,
    restricted: false,
    display: { as: 'viewer', valid: true },
    ...more,
  }),
);

const column = (name: string, type: Dataset['columns'][number]['type'], label?: string, unit?: string) => ({
  name,
  type,
  label,
  unit,
});
const dataset = (name: string, label: string, more: Partial<Dataset>): Dataset => ({
  id: `dst_${name}`,
  name,
  label,
  workspace: root.id,
  inherited: false,
  kind: 'files',
  columns: [],
  outside: 'nobody',
  version: 1,
  row_count: 0,
  bad_rows: 0,
  updated_at: ago(60),
  can: ['upload', 'manage'],
  ...more,
});
export const datasets: Dataset[] = [
  dataset('flights', 'Flights 2013', {
    columns: [
      column('time_hour', 'timestamp', 'Hour'),
      column('carrier', 'string', 'Carrier'),
      column('flight', 'int', 'Flight'),
      column('origin', 'string', 'Origin'),
      column('dest', 'string', 'Destination'),
      column('dep_delay', 'float', 'Departure delay', 'min'),
      column('distance', 'float', 'Distance', 'mi'),
      column('cancelled', 'bool'),
    ],
    outside: 'anyone',
    version: 4,
    row_count: 336_776,
    bad_rows: 3,
  }),
  dataset('weather', 'Hourly weather', {
    columns: [
      column('time_hour', 'timestamp'),
      column('origin', 'string'),
      column('temp', 'float', 'Temperature', '°F'),
    ],
    row_count: 26_115,
    outside: 'guests',
    updated_at: ago(1500),
  }),
  dataset('airports', 'Airports', {
    columns: [column('faa', 'string'), column('name', 'string')],
    row_count: 1458,
  }),
  dataset('gate_events', 'Gate events', {
    kind: 'ingest',
    columns: [column('at', 'timestamp'), column('gate', 'string'), column('wait', 'float', 'Wait', 's')],
    row_count: 18_204,
    updated_at: ago(0.2),
    can: ['ingest', 'manage'],
  }),
  dataset('carrier_names', 'Carrier names', {
    kind: 'sql',
    columns: [column('carrier', 'string'), column('name', 'string')],
    inherited: true,
    row_count: 16,
    updated_at: null,
    can: [],
  }),
];

export const preview: Answer = {
  columns: (datasets[0]?.columns ?? []).map(({ name, type, label, unit }) => ({
    name,
    type,
    ...(label ? { label } : {}),
    ...(unit ? { unit } : {}),
  })),
  rows: Array.from({ length: 100 }, (_, index) => [
    `2013-01-01T${String(5 + (index % 18)).padStart(2, '0')}:00:00Z`,
    ['UA', 'AA', 'B6', 'DL', 'EV'][index % 5] ?? null,
    1545 + index * 7,
    ['EWR', 'LGA', 'JFK'][index % 3] ?? null,
    ['IAH', 'MIA', 'BQN', 'ATL', 'ORD'][index % 5] ?? null,
    index % 17 === 3 ? null : Math.round(Math.sin(index) * 240) / 10,
    1000 + ((index * 137) % 1500),
    index % 17 === 3,
  ]),
  row_count: 100,
  truncated: true,
  as_of: ago(0),
  cached: false,
  fingerprint: 'preview',
};

const share = (title: string, more: Partial<Share>): Share => ({
  id: `shr_${title.length}${title.charAt(0)}`,
  kind: 'link',
  dashboard: dashboards[0]?.id ?? '',
  dashboard_title: 'Delays',
  workspace: root.id,
  title,
  description: '',
  owner: { id: 'usr_ada', name: 'Ada Moreno' },
  created_at: ago(9000),
  starts_at: null,
  expires_at: null,
  idle_days: null,
  max_views: null,
  has_password: false,
  rows: [],
  variables: {},
  time: null,
  abilities: ['interact'],
  widgets: [],
  networks: [],
  session_hours: null,
  refresh_seconds: null,
  pinned: null,
  language: null,
  time_zone: null,
  requests_a_minute: null,
  rotation: [],
  left_out: [],
  version: 'follow',
  state: 'live',
  reason: null,
  views: 0,
  last_seen_at: null,
  watching: 0,
  waiting: false,
  can: ['edit', 'pause', 'rotate', 'end'],
  ...more,
});
export const shares: Share[] = [
  share('For the terminal screens', {
    views: 12_840,
    watching: 6,
    last_seen_at: ago(0),
    rows: [{ dataset: 'flights', predicate: { eq: ['origin', 'JFK'] } }],
    variables: { origin: { locked: 'JFK', hidden: true } },
  }),
  share('United operations', {
    views: 312,
    last_seen_at: ago(130),
    expires_at: new Date(Date.now() + 33 * 86_400_000).toISOString(),
    has_password: true,
    owner: { id: 'usr_otto', name: 'Otto Brandt' },
  }),
  share('Partner airports', {
    views: 55,
    last_seen_at: ago(600),
    expires_at: new Date(Date.now() + 90 * 86_400_000).toISOString(),
    has_password: true,
    owner: { id: 'usr_otto', name: 'Otto Brandt' },
  }),
  share('Press, December', {
    state: 'paused',
    views: 40,
    max_views: 500,
    last_seen_at: ago(4000),
    can: ['edit', 'resume', 'rotate', 'end'],
  }),
  share('Weather desk', {
    dashboard_title: 'Wind and visibility at the three airports',
    state: 'paused',
    reason: 'owner_lost_access',
    views: 9,
    last_seen_at: ago(20_000),
    owner: { id: 'usr_uma', name: 'Uma Okafor' },
    can: ['end'],
  }),
  share('Spring review', {
    state: 'ended',
    reason: 'expired',
    views: 71,
    last_seen_at: ago(90_000),
    expires_at: ago(50_000),
    can: [],
  }),
];

/** A dashboard as far as sharing it needs one. */
export const dashboardOf = (one: DashboardSummary): Dashboard => ({
  id: one.id,
  workspace: one.workspace,
  home_workspace: one.workspace,
  title: one.title,
  tags: one.tags,
  document: {
    version: 1,
    variables: [
      {
        name: 'origin',
        label: 'Airport',
        type: 'string',
        many: false,
        domain: { choices: {} },
        default: 'JFK',
      },
      {
        name: 'delay',
        label: 'Delay',
        type: 'number',
        many: false,
        domain: { range: { min: 0, max: 500 } },
        default: 15,
      },
    ],
    widgets: [],
  },
  revision: 1,
  level: one.level,
  private: one.private,
  shared_outside: one.shared_outside,
  folder: one.folder,
  restricted: one.restricted,
  display: one.display,
  can: [
    'open',
    'save',
    'see_grants',
    'see_shares',
    'create_share',
    'export_document',
    'export_data',
    'interact',
    'change_grants',
    'delete',
    'copy',
    'move',
    'restrict',
    'set_display',
    'run_as',
    'answer_requests',
  ],
});

export const tokens: Token[] = [
  {
    id: 'tok_import',
    name: 'Nightly import',
    read_only: false,
    workspace: null,
    created_at: ago(43_200),
    expires_at: null,
  },
  {
    id: 'tok_gates',
    name: 'Gate sensors',
    read_only: true,
    workspace: 'wsp_weather',
    created_at: ago(320),
    expires_at: new Date(Date.now() + 20 * 86_400_000).toISOString(),
  },
];
