/** An existing link → the form → only what was changed. */
import { describe, expect, it } from 'vitest';
import type { Share, Variable } from '../../api/types';
import { changesOf, draftOf, goneVariables, goneWidgets, outcomeOf, same, speaksForOwner } from './change';
import type { ShareDraft } from './draft';

const now = new Date('2026-11-22T12:00:00Z');
const variables: Variable[] = [
  { name: 'origin', type: 'string', many: false, default: 'JFK' },
  { name: 'carrier', type: 'string', many: false },
];
const widgets = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
const columns = (dataset: string) =>
  dataset === 'flights'
    ? [
        { name: 'carrier', type: 'string' },
        { name: 'delay', type: 'int' },
      ]
    : [];
const share: Share = {
  id: 'shr_1',
  kind: 'link',
  dashboard: 'dsh_1',
  dashboard_title: 'Delays',
  workspace: 'wsp_1',
  title: 'Press',
  description: 'December',
  owner: { id: 'usr_otto', name: 'Otto' },
  created_at: '2026-01-01T00:00:00Z',
  starts_at: '2026-11-01T07:00:30Z',
  expires_at: '2026-12-24T17:00:45.5Z',
  idle_days: 30,
  max_views: 500,
  opens_to_anyone: false,
  has_password: true,
  rows: [
    { dataset: 'flights', predicate: { and: [{ eq: ['carrier', 'UA'] }, { ge: ['delay', 15] }] } },
    { dataset: 'airports', predicate: { not: { is_null: 'faa' } } },
  ],
  variables: { origin: { subset: ['JFK', 'EWR'] }, carrier: { locked: 'UA', hidden: true } },
  time: { last_at_most: '1w' },
  abilities: ['interact', 'export_data'],
  widgets: [],
  networks: [],
  session_hours: null,
  refresh_seconds: null,
  pinned: null,
  language: null,
  link_preview: null,
  time_zone: null,
  requests_a_minute: null,
  rotation: [],
  left_out: [],
  version: 'follow',
  state: 'live',
  reason: null,
  views: 12,
  last_seen_at: null,
  watching: 0,
  waiting: false,
  blocked_by: null,
  can: ['edit'],
};
const fill = (part: Partial<Share> = {}) =>
  draftOf({ ...share, ...part }, variables, widgets, columns, 'Europe/Berlin', now);
const change = (part: (draft: ShareDraft) => Partial<ShareDraft>, of: Partial<Share> = {}) => {
  const initial = fill(of);
  return changesOf({ ...share, ...of }, initial, { ...initial, ...part(initial) }, columns, now);
};

describe('draftOf', () => {
  it('shows everything that is set', () => {
    expect(fill()).toMatchObject({
      title: 'Press',
      description: 'December',
      starts: 'at',
      startDate: '2026-11-01',
      startTime: '08:00',
      ends: 'at',
      date: '2026-12-24',
      time: '18:00',
      withPassword: true,
      password: '',
      withLimit: true,
      maxViews: '500',
      withIdle: true,
      idleDays: '30',
      withSpan: true,
      spanCount: '1',
      spanUnit: 'w',
      abilities: { interact: true, export_document: false, export_data: true },
      variables: {
        origin: { mode: 'subset', value: 'JFK', subset: ['JFK', 'EWR'] },
        carrier: { mode: 'hidden', value: 'UA' },
      },
      rules: [
        {
          mode: 'conditions',
          conditions: [
            { column: 'carrier', op: 'eq' },
            { column: 'delay', op: 'ge' },
          ],
        },
        { mode: 'json', json: '{ "not": { "is_null": "faa" } }' },
      ],
    });
  });
  it('shows nothing that is not set', () => {
    const plain = fill({
      starts_at: null,
      expires_at: null,
      idle_days: null,
      max_views: null,
      has_password: false,
      time: null,
      rows: [],
      variables: {},
    });
    expect(plain).toMatchObject({
      starts: 'now',
      ends: 'never',
      withPassword: false,
      withLimit: false,
      withIdle: false,
      withSpan: false,
      rules: [],
      variables: { origin: { mode: 'free' }, carrier: { mode: 'free' } },
    });
  });
  it('keeps as JSON what the list would change', () => {
    const rows: Share['rows'] = [
      { dataset: 'flights', predicate: { in: ['carrier', ['Smith, John', 'UA']] } },
    ];
    expect(fill({ rows }).rules[0]).toMatchObject({ mode: 'json' });
  });
});

describe('changesOf', () => {
  it('sends nothing when nothing was touched, not even the seconds a field does not show', () => {
    expect(change(() => ({}))).toMatchObject({ patch: {}, problems: {} });
  });
  it.each<[string, Partial<ShareDraft>, object]>([
    ['a title', { title: ' Media ' }, { title: 'Media' }],
    ['no note', { description: '' }, { description: '' }],
    ['a new password', { password: 'correct horse' }, { password: 'correct horse' }],
    ['no password', { withPassword: false }, { password: null }],
    ['an end', { date: '2027-01-31' }, { expires_at: '2027-01-31T18:00:00+01:00' }],
    ['no end', { ends: 'never' }, { expires_at: null }],
    ['no beginning', { starts: 'now' }, { starts_at: null }],
    ['more views', { maxViews: '600' }, { max_views: 600 }],
    ['any views', { withLimit: false }, { max_views: null }],
    ['no idle days', { withIdle: false }, { idle_days: null }],
    ['a longer time range', { spanCount: '2' }, { time: { last_at_most: '2w' } }],
    [
      'networks',
      { withNetworks: true, networks: '10.0.0.0/8\nfd00::/8' },
      { networks: ['10.0.0.0/8', 'fd00::/8'] },
    ],
    ['a session', { withSession: true, sessionCount: '1', sessionUnit: 'd' }, { session_hours: 24 }],
    [
      'a slower picture',
      { withRefresh: true, refreshCount: '90', refreshUnit: 's' },
      { refresh_seconds: 90 },
    ],
    ['some widgets', { widgets: 'some', widgetIds: ['b'] }, { widgets: ['b'] }],
    ['a revision to stay at', { pinned: 7 }, { pinned: 7 }],
    ['a language', { language: 'de' }, { language: 'de' }],
    ['a preview', { preview: true }, { link_preview: true }],
    ['any time range', { withSpan: false }, { time: null }],
    [
      'fewer abilities',
      { abilities: { interact: true, export_document: false, export_data: false } },
      { abilities: ['interact'] },
    ],
    ['no rules', { rules: [] }, { rows: [] }],
  ])('sends %s and nothing else', (_, part, patch) => {
    expect(change(() => part)).toMatchObject({ problems: {} });
    expect(change(() => part).patch).toEqual(patch);
  });
  it('does not send what was changed and put back', () => {
    expect(change(() => ({ maxViews: '0500', spanCount: '01' })).patch).toEqual({});
    const rules = fill().rules.map(({ dataset, mode, conditions, json }) => ({
      dataset,
      mode,
      conditions,
      json,
    }));
    expect(change(() => ({ rules })).patch).toEqual({});
  });
  it('sends all variables when one changes, the others word for word', () => {
    const { patch } = change(({ variables: all }) => ({
      variables: { ...all, origin: { mode: 'free', value: 'JFK', subset: [] } },
    }));
    expect(patch).toEqual({ variables: { carrier: { locked: 'UA', hidden: true } } });
  });
  it('drops a variable that the dashboard no longer has, together with another change only', () => {
    const gone = { variables: { ...share.variables, airline: { locked: 'x' } } };
    expect(goneVariables({ ...share, ...gone }, variables)).toEqual(['airline']);
    expect(change(() => ({ title: 'Media' }), gone).patch).toEqual({ title: 'Media' });
    expect(change(() => ({ withIdle: false }), gone).patch).toEqual({
      idle_days: null,
      variables: share.variables,
    });
  });
  it('takes every term away, and shows what is set in the units that say it', () => {
    const set: Partial<Share> = {
      networks: ['10.0.0.0/8', 'fd00::/8'],
      session_hours: 48,
      refresh_seconds: 7200,
      widgets: ['a', 'c'],
      pinned: 5,
      language: 'de',
      link_preview: true,
    };
    expect(fill(set)).toMatchObject({
      withNetworks: true,
      networks: '10.0.0.0/8\nfd00::/8',
      withSession: true,
      sessionCount: '2',
      sessionUnit: 'd',
      withRefresh: true,
      refreshCount: '2',
      refreshUnit: 'h',
      widgets: 'some',
      widgetIds: ['a', 'c'],
      pinned: 5,
      language: 'de',
      preview: true,
    });
    expect(change(() => ({}), set).patch).toEqual({});
    // Ticked in another order, a session said in hours: the same.
    const same = { widgetIds: ['c', 'a'], sessionCount: '48', sessionUnit: 'h' as const };
    expect(change(() => same, set).patch).toEqual({});
    const none = {
      withNetworks: false,
      withSession: false,
      withRefresh: false,
      widgets: 'all' as const,
      pinned: null,
      language: null,
      preview: false,
    };
    expect(change(() => none, set).patch).toEqual({
      networks: [],
      session_hours: null,
      refresh_seconds: null,
      widgets: [],
      pinned: null,
      language: null,
      link_preview: null,
    });
  });
  it('sends a rotation, times on both sides, a zone and a limit only where they changed', () => {
    const set = {
      rotation: [{ dashboard: 'dsh_2', workspace: 'wsp_9', seconds: 20 }],
      time: { from_at_earliest: '2026-10-01T00:00:00Z', until_at_latest: '2026-11-01T00:00:00Z' },
      time_zone: 'America/New_York',
      requests_a_minute: 60,
    };
    expect(change(() => ({}), set).patch).toEqual({});
    expect(change(() => ({ title: 'Media' }), set).patch).toEqual({ title: 'Media' });
    // The own dashboard stands first when it is not named.
    const turned = change((draft) => ({ rotation: draft.rotation.toReversed() }), set).patch;
    expect(turned).toEqual({
      rotation: [
        { dashboard: 'dsh_2', workspace: 'wsp_9', seconds: 20 },
        { dashboard: share.dashboard, seconds: 30 },
      ],
    });
    expect(change(() => ({ withUntil: false }), set).patch).toEqual({
      time: { from_at_earliest: expect.stringMatching(/^2026-10-01T|^2026-09-30T/) },
    });
    const none = {
      withRotation: false,
      withFrom: false,
      withUntil: false,
      timeZone: null,
      withRequests: false,
    };
    expect(change(() => none, set).patch).toEqual({
      rotation: [],
      time: null,
      time_zone: null,
      requests_a_minute: null,
    });
  });
  it('drops a widget that the dashboard no longer has with another change only, and never shows all instead', () => {
    const gone = { widgets: ['a', 'x'] };
    expect(goneWidgets({ ...share, ...gone }, widgets)).toEqual(['x']);
    expect(change(() => ({ title: 'Media' }), gone).patch).toEqual({ title: 'Media' });
    expect(change(() => ({ withIdle: false }), gone).patch).toEqual({ idle_days: null, widgets: ['a'] });
    expect(change(() => ({ withIdle: false }), { widgets: ['x'] }).problems).toEqual({
      widgets: 'need_widgets',
    });
  });
  it('says what is wrong, but not with an end that nobody touched', () => {
    expect(change(() => ({ maxViews: '0' })).problems).toEqual({ limit: 'bad_limit' });
    expect(change(() => ({ date: '2026-10-01' })).problems).toEqual({ end: 'past_end' });
    expect(change(() => ({ title: 'Media' }), { expires_at: '2026-11-22T11:59:00Z' }).problems).toEqual({});
    // Choosing taken away: a link that left some values to choose from needs a word.
    const abilities = { interact: false, export_document: false, export_data: false };
    expect(change(() => ({ abilities })).problems).toEqual({ 'variable.origin': 'need_interact' });
  });
});

it('knows who speaks for the owner', () => {
  expect(speaksForOwner(share, 'usr_otto', { can: [] })).toBe(true);
  expect(speaksForOwner(share, 'usr_ada', { can: ['manage'] })).toBe(true);
  expect(speaksForOwner(share, 'usr_ada', { can: ['see_shares', 'create_share'] })).toBe(false);
  expect(speaksForOwner(share, undefined, undefined)).toBe(false);
});

it('knows what a change does to readers', () => {
  expect(outcomeOf({ title: 'x', description: '' }, { ...share, watching: 3 })).toBe('renamed');
  expect(outcomeOf({ rows: [] }, { ...share, watching: 3 })).toBe('watching');
  expect(outcomeOf({ rows: [] }, share)).toBe('saved');
  expect(outcomeOf({ rows: [], password: null }, { ...share, watching: 3 })).toBe('asked_again');
  expect(outcomeOf({ password: null }, { ...share, state: 'paused' })).toBe('paused');
});

it('compares as JSON', () => {
  expect(same({ a: [1, { b: 2 }], c: null }, { c: null, a: [1, { b: 2 }] })).toBe(true);
  expect(same([1, 2], [2, 1])).toBe(false);
  expect(same({ a: 1 }, { a: 1, b: undefined })).toBe(false);
  expect(same([], {})).toBe(false);
});
