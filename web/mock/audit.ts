/** The audit of the made-up server. */
import type { AuditItem } from '../src/api/types';
import { shares } from './data';
import { ok, page, type Route } from './route';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const first = shares[0]?.id ?? '';

const entry = (number: number, minutes: number, action: string, more: Partial<AuditItem>): AuditItem => ({
  id: `aud_0${number}`,
  at: ago(minutes),
  actor: 'user:usr_ada',
  actor_name: 'Ada Moreno',
  action,
  object: first,
  workspace: 'wsp_root',
  from: '192.0.2.17',
  details: {},
  request_id: `req_0${number}`,
  index: 4200 - number,
  ...more,
});

const entries: AuditItem[] = [
  entry(1, 3, 'share.open', {
    actor: `share:${first}`,
    actor_name: 'For the terminal screens',
    object_name: 'For the terminal screens',
    from: '203.0.113.80',
  }),
  entry(2, 60, 'share.change', {
    object_name: 'For the terminal screens',
    details: {
      before: { title: 'Terminal', terms: { expires_at: null, networks: [], max_views: null } },
      after: {
        title: 'For the terminal screens',
        terms: { expires_at: '2031-04-01T16:00:00Z', networks: ['10.0.0.0/8'], max_views: null },
      },
      password: null,
    },
  }),
  entry(3, 200, 'grant.change', {
    actor: 'user:usr_otto',
    actor_name: 'Otto Brandt',
    object: 'dsh_1',
    details: { principal: 'user:usr_vera', before: 'view', after: 'edit' },
  }),
  entry(4, 300, 'session.refuse', {
    actor: 'nobody',
    object: 'sign-in',
    from: '198.51.100.4',
    workspace: null,
  }),
  entry(5, 900, 'share.end', {
    actor: 'system:share-ends',
    object: shares.at(-1)?.id ?? '',
    object_name: 'Spring review',
    details: { reason: 'expired' },
  }),
  entry(6, 2000, 'share.create', {
    object_name: 'For the terminal screens',
    details: { kind: 'link', password: false },
  }),
].map(({ from, ...one }) => (one.actor.startsWith('system') || from === undefined ? one : { ...one, from }));

const note =
  'vitrine/wsp_root\n4201\nqL8e1n2Bf0PzF3c7m2F5p0bJxk3Fz9wK4rV1xq1V0aQ=\n\n— vitrine/wsp_root ZcE…\n';

export const auditRoutes: Route[] = [
  [
    'GET',
    /^\/audit$/,
    (_, { query }) => {
      const fits = (wanted: string | null, end: string, is: string) =>
        !wanted || (wanted.endsWith(end) ? is.startsWith(wanted) : is === wanted);
      const text = (query.get('text') ?? '').toLowerCase();
      return page(
        entries.filter(
          (one) =>
            fits(query.get('actor'), ':', one.actor) &&
            fits(query.get('action'), '.', one.action) &&
            fits(query.get('object'), '?', one.object) &&
            JSON.stringify(one).toLowerCase().includes(text) &&
            (!query.get('since') || Date.parse(one.at) >= Date.parse(query.get('since') ?? '')) &&
            (!query.get('until') || Date.parse(one.at) < Date.parse(query.get('until') ?? '')),
        ),
      );
    },
  ],
  [
    'GET',
    /^\/audit\/entries\/(\w+)\/proof$/,
    ([, id]) => ok({ vitrine: 'audit', entry: entries.find((one) => one.id === id) }),
  ],
  [
    'GET',
    /^\/audit\/checkpoints$/,
    () => page([{ size: 4201, made_at: ago(1), note, key: 'vitrine/wsp_root+1a2b3c4d+AZq1V0aQ' }]),
  ],
];
