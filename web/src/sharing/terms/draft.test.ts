/** The form of a new link → the request. */
import { describe, expect, it } from 'vitest';
import type { Variable } from '../../api/types';
import { fieldOf, newDraft, toRequest, type ShareDraft } from './draft';
import { offsetMinutes, toInstant, wallOf } from '../../i18n/instant';

const now = new Date('2026-11-22T12:00:00Z');
const variables: Variable[] = [
  { name: 'origin', type: 'string', many: false, default: 'JFK' },
  { name: 'carrier', type: 'string', many: false },
];
const columns = () => [{ name: 'carrier', type: 'string' }];
const make = (part: Partial<ShareDraft> = {}) => ({
  ...newDraft('Delays', variables, { origin: 'EWR' }, 'Europe/Berlin', now),
  ...part,
});
const request = (part: Partial<ShareDraft> = {}) => toRequest(make(part), columns, now);

describe('toRequest', () => {
  it('asks for nothing that was not chosen, and ends in 30 days', () => {
    expect(request()).toEqual({
      body: {
        kind: 'link',
        title: 'Delays',
        abilities: ['interact'],
        expires_at: '2026-12-22T18:00:00+01:00',
      },
      problems: {},
    });
    expect(request({ ends: 'never' }).body).not.toHaveProperty('expires_at');
  });
  it('takes turns with another dashboard at least, each for a time that can be looked at', () => {
    const stop = (dashboard: string, seconds: string) => ({ dashboard, workspace: null, seconds });
    const turns = (...rotation: ReturnType<typeof stop>[]) => request({ withRotation: true, rotation });
    expect(turns(stop('dsh_1', '30'), stop('dsh_2', '10')).body.rotation).toEqual([
      { dashboard: 'dsh_1', seconds: 30 },
      { dashboard: 'dsh_2', seconds: 10 },
    ]);
    expect(turns(stop('dsh_1', '30')).problems).toEqual({ rotation: 'need_stops' });
    for (const seconds of ['4', '', '90000', '1.5'])
      expect(turns(stop('dsh_1', '30'), stop('dsh_2', seconds)).problems).toEqual({ rotation: 'bad_stop' });
  });
  it('bounds time on both sides', () => {
    const time = { withFrom: true, fromDate: '2026-11-01', withUntil: true, untilDate: '2026-11-08' };
    expect(request(time).body.time).toEqual({
      from_at_earliest: '2026-11-01T00:00:00+01:00',
      until_at_latest: '2026-11-08T00:00:00+01:00',
    });
    expect(request({ ...time, untilDate: '2026-10-31' }).problems).toEqual({ until: 'early_end' });
    expect(request({ ...time, fromDate: '' }).problems).toEqual({ from: 'bad_end' });
    expect(
      ['/time/from_at_earliest', '/time/until_at_latest', '/time'].map((at) => fieldOf(at, make())),
    ).toEqual(['from', 'until', 'span']);
  });
  it('writes the end with the offset of that day', () => {
    expect(request({ ends: 'at', date: '2026-12-24', time: '18:00' }).body.expires_at).toBe(
      '2026-12-24T18:00:00+01:00',
    );
    expect(request({ ends: 'at', date: '2027-07-01', time: '18:00' }).body.expires_at).toBe(
      '2027-07-01T18:00:00+02:00',
    );
  });
  it('refuses an end that has passed', () => {
    expect(request({ ends: 'at', date: '2026-11-22', time: '12:59' }).problems).toEqual({ end: 'past_end' });
    expect(request({ ends: 'at', date: '', time: '18:00' }).problems).toEqual({ end: 'bad_end' });
  });
  it('locks variables, named or hidden, starting from what the page shows', () => {
    const draft = make();
    const body = toRequest(
      {
        ...draft,
        variables: {
          origin: { mode: 'hidden', value: 'EWR', subset: [] },
          carrier: { mode: 'named', value: ['UA'], subset: [] },
        },
      },
      columns,
      now,
    ).body;
    expect(draft.variables['origin']).toEqual({ mode: 'free', value: 'EWR', subset: [] });
    expect(body.variables).toEqual({ origin: { locked: 'EWR', hidden: true }, carrier: { locked: ['UA'] } });
  });
  it('says what is missing', () => {
    const { problems, body } = request({
      title: ' ',
      withPassword: true,
      password: 'short',
      withLimit: true,
      maxViews: '0',
      variables: {
        carrier: { mode: 'named', value: undefined, subset: [] },
        origin: { mode: 'subset', value: 'EWR', subset: [] },
      },
      rules: [
        {
          dataset: 'flights',
          mode: 'conditions',
          conditions: [{ column: 'carrier', op: 'eq', values: [''] }],
          json: '',
        },
        { dataset: 'airports', mode: 'json', conditions: [], json: '{' },
      ],
    });
    expect(problems).toEqual({
      title: 'need_title',
      password: 'short_password',
      limit: 'bad_limit',
      'variable.carrier': 'need_value',
      'variable.origin': 'need_values',
      'rule.0': 'rule.need_value',
      'rule.1': 'rule.json_syntax',
    });
    expect(body).not.toHaveProperty('rows');
    expect(body).not.toHaveProperty('password');
  });
  it('leaves readers some values to choose from, if they may choose at all', () => {
    const variables = { origin: { mode: 'subset' as const, value: 'EWR', subset: ['EWR', 'LGA'] } };
    expect(request({ variables }).body.variables).toEqual({ origin: { subset: ['EWR', 'LGA'] } });
    const abilities = { interact: false, export_document: false, export_data: false };
    expect(request({ variables, abilities }).problems).toEqual({ 'variable.origin': 'need_interact' });
  });
  it('carries the rare limits', () => {
    const { body, problems } = request({
      description: ' for the press ',
      starts: 'at',
      startDate: '2026-12-01',
      startTime: '08:00',
      withIdle: true,
      idleDays: '14',
      withSpan: true,
      spanCount: '36',
      spanUnit: 'h',
    });
    expect(problems).toEqual({});
    expect(body).toMatchObject({
      description: 'for the press',
      starts_at: '2026-12-01T08:00:00+01:00',
      idle_days: 14,
      time: { last_at_most: '36h' },
    });
  });
  it('carries from where it opens, what it shows and in which language', () => {
    const { body, problems } = request({
      withNetworks: true,
      networks: ' 10.0.0.0/8\n\n2001:db8::/32 \n',
      withSession: true,
      sessionCount: '2',
      sessionUnit: 'd',
      withRefresh: true,
      refreshCount: '5',
      refreshUnit: 'm',
      widgets: 'some',
      widgetIds: ['a'],
      pinned: 7,
      language: 'de',
      preview: true,
    });
    expect(problems).toEqual({});
    expect(body).toMatchObject({
      networks: ['10.0.0.0/8', '2001:db8::/32'],
      session_hours: 48,
      refresh_seconds: 300,
      widgets: ['a'],
      pinned: 7,
      language: 'de',
      link_preview: true,
    });
  });
  it('never widens by a term that is switched on and says nothing', () => {
    const { body, problems } = request({ withNetworks: true, networks: ' \n', widgets: 'some' });
    expect(problems).toEqual({ networks: 'need_network', widgets: 'need_widgets' });
    expect(body).not.toHaveProperty('networks');
    expect(request({ withNetworks: true, networks: '10.0.0.0/33' }).problems).toEqual({
      networks: 'bad_network',
    });
  });
  it.each<[Partial<ShareDraft>, object]>([
    [{ withSession: true, sessionCount: '31', sessionUnit: 'd' }, { session: 'bad_session' }],
    [{ withSession: true, sessionCount: '720', sessionUnit: 'h' }, {}],
    [{ withSession: true, sessionCount: '0.5', sessionUnit: 'h' }, { session: 'bad_session' }],
    [{ withRefresh: true, refreshCount: '25', refreshUnit: 'h' }, { refresh: 'bad_refresh' }],
    [{ withRefresh: true, refreshCount: '86400', refreshUnit: 's' }, {}],
    [{ withRefresh: true, refreshCount: '', refreshUnit: 's' }, { refresh: 'bad_refresh' }],
  ])('keeps to the bounds of sessions and pictures: %j', (part, problems) => {
    expect(request(part).problems).toEqual(problems);
  });
  it('refuses an end before the beginning, and counts that are none', () => {
    const at = {
      starts: 'at',
      startDate: '2026-12-01',
      startTime: '08:00',
      ends: 'at',
      date: '2026-12-01',
    } as const;
    expect(request({ ...at, time: '08:00' }).problems).toEqual({ end: 'early_end' });
    expect(request({ ...at, time: '08:01' }).problems).toEqual({});
    expect(request({ withIdle: true, idleDays: '' }).problems).toEqual({ idle: 'bad_days' });
    expect(request({ withSpan: true, spanCount: '1.5' }).problems).toEqual({ span: 'bad_span' });
  });
  it('keeps a password that is not typed anew', () => {
    const kept = request({ withPassword: true, hasPassword: true });
    expect(kept.problems).toEqual({});
    expect(kept.body).not.toHaveProperty('password');
    expect(request({ withPassword: true, hasPassword: true, password: 'short' }).problems).toEqual({
      password: 'short_password',
    });
  });
  it('carries rules from conditions and from JSON', () => {
    const { body } = request({
      rules: [
        {
          dataset: 'flights',
          mode: 'conditions',
          conditions: [{ column: 'carrier', op: 'eq', values: ['UA'] }],
          json: '',
        },
        { dataset: 'airports', mode: 'json', conditions: [], json: '{"not": {"is_null": "faa"}}' },
      ],
    });
    expect(body.rows).toEqual([
      { dataset: 'flights', predicate: { eq: ['carrier', 'UA'] } },
      { dataset: 'airports', predicate: { not: { is_null: 'faa' } } },
    ]);
  });
});

it('finds the field of a refusal', () => {
  const draft = make({ rules: [{ dataset: 'flights', mode: 'json', conditions: [], json: '' }] });
  expect(fieldOf('/expires_at', draft)).toBe('end');
  expect(fieldOf('/variables/origin/locked', draft)).toBe('variable.origin');
  expect(fieldOf('/rows/0/predicate/eq/0', draft)).toBe('rule.0');
  expect(fieldOf('/rows/3', draft)).toBeNull();
  expect(fieldOf('/time/last_at_most', draft)).toBe('span');
  expect(fieldOf('/starts_at', draft)).toBe('start');
  expect(fieldOf('/networks/2', draft)).toBe('networks');
  expect(fieldOf('/widgets/0', draft)).toBe('widgets');
  expect(fieldOf('/session_hours', draft)).toBe('session');
  expect(fieldOf('/refresh_seconds', draft)).toBe('refresh');
});

it('knows offsets, also around a change of clocks', () => {
  expect(offsetMinutes('Europe/Berlin', new Date('2026-07-01T00:00:00Z'))).toBe(120);
  expect(toInstant('2026-10-25', '04:00', 'Europe/Berlin')).toBe('2026-10-25T04:00:00+01:00');
  expect(toInstant('2026-10-25', '01:30', 'Europe/Berlin')).toBe('2026-10-25T01:30:00+02:00');
  expect(toInstant('2026-01-01', '00:00', 'America/St_Johns')).toBe('2026-01-01T00:00:00-03:30');
  expect(toInstant('2026-01-01', '24h', 'UTC')).toBeNull();
});

it('reads an instant by the clock of the zone', () => {
  expect(wallOf('2026-07-01T16:00:00Z', 'Europe/Berlin')).toEqual({ date: '2026-07-01', time: '18:00' });
  expect(wallOf('2026-12-31T23:30:45Z', 'Europe/Berlin')).toEqual({ date: '2027-01-01', time: '00:30' });
  expect(wallOf('soon', 'UTC')).toBeNull();
});
