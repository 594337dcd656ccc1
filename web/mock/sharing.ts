/** Shares of the made-up server: found, changed one by one and in a row, taken over; rules and switches of workspaces. */
import type { Share, SharePatch, SharePolicyBody, SharesBulkBody, Workspace } from '../src/api/types';
import { shares, workspaces } from './data';
import { done, missing, ok, page, problem, reply, type Call, type Reply, type Route } from './route';

const nothing = { kinds: null, longest_days: null, default_days: null };
type Said = Omit<SharePolicyBody, 'end_shares'>;
const said = new Map<string, Said>([
  ['wsp_root', { ...nothing, longest_days: 365, end_required: false, networks: [] }],
]);
const off = new Map<string, boolean>();

const days = (one: Share) =>
  Array.from({ length: 24 }, (_, back) => ({
    day: new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10),
    views: Math.round((one.views / 40) * (1 + Math.sin(back)) + (back % 5)),
    readers: Math.round(((one.views / 90) * (1 + Math.sin(back))) / 2) + (back % 2),
    minutes: Math.round(one.views * (2 + Math.sin(back))),
  })).filter(({ views }) => views > 0);

function listed({ query }: Call): Reply {
  const q = (query.get('q') ?? '').toLowerCase();
  const is = (name: string, value: unknown) => !query.get(name) || query.get(name) === value;
  const last = (one: Share) => Date.parse(one.last_seen_at ?? '1970-01-01T00:00:00Z');
  const moment = (name: string) => Date.parse(query.get(name) ?? '');
  const below = (one: Share) => {
    const path = workspaces.find(({ id }) => id === one.workspace)?.path ?? [];
    return path.some(({ id }) => is('workspace', id));
  };
  return page(
    shares.filter(
      (one) =>
        `${one.title} ${one.dashboard_title}`.toLowerCase().includes(q) &&
        is('state', one.state) &&
        is('kind', one.kind) &&
        is('owner', one.owner.id) &&
        is('dashboard', one.dashboard) &&
        below(one) &&
        (!query.has('unowned') || one.reason === 'owner_lost_access') &&
        (!query.has('waiting') || one.waiting) &&
        (!query.has('to_anyone') || one.opens_to_anyone) &&
        (!query.has('seen_since') || last(one) >= moment('seen_since')) &&
        (!query.has('seen_before') || last(one) < moment('seen_before')),
    ),
  );
}

function turn(one: Share, to: 'pause' | 'resume'): void {
  one.state = to === 'pause' ? 'paused' : 'live';
  one.can = ['edit', to === 'pause' ? 'resume' : 'pause', 'rotate', 'end'];
  if (to === 'pause') one.watching = 0;
}
function end(one: Share): void {
  Object.assign(one, { state: 'ended', reason: 'revoked', can: [], watching: 0 });
}

function bulk(body: SharesBulkBody): Reply {
  const results = body.ids.map((id) => {
    const one = shares.find((share) => share.id === id);
    const word = body.do === 'shorten' ? 'edit' : body.do;
    if (!one?.can.includes(word)) return { id, done: false, code: 'forbidden', reason: 'wrong_state' };
    if (one.title === 'Partner airports' && body.do === 'pause')
      return { id, done: false, code: 'forbidden', reason: 'missing_permission', permission: 'sharing_edit' };
    if (body.do === 'end') end(one);
    else if (body.do === 'shorten') one.expires_at = body.expires_at ?? null;
    else turn(one, body.do);
    return { id, done: true };
  });
  return ok({ results });
}

const lineOf = (id: string) => {
  const one = workspaces.find((workspace) => workspace.id === id);
  return (one?.path ?? []).map(
    (step) => workspaces.find((workspace) => workspace.id === step.id) as Workspace,
  );
};
const rulesAt = (id: string): Said => said.get(id) ?? { ...nothing };
const policy = (id: string) => ({
  own: rulesAt(id),
  above: lineOf(id)
    .slice(0, -1)
    .map(({ id: above, name }) => ({ workspace: { id: above, name }, policy: rulesAt(above) })),
  in_force: { ...rulesAt(id), watermark: lineOf(id).some((at) => rulesAt(at.id).watermark === true) },
  can: lineOf(id).at(-1)?.can.includes('manage') ? ['change'] : [],
});
const switches = (id: string) => {
  const line = lineOf(id);
  const live = shares.filter((one) => {
    const at = workspaces.find((workspace) => workspace.id === one.workspace);
    return one.state === 'live' && at?.path.some((step) => step.id === id);
  });
  return {
    own: { link: off.get(id) !== true },
    in_force: { link: !line.some((at) => off.get(at.id)) },
    off_at: line
      .filter((at) => off.get(at.id))
      .map(({ id: at, name }) => ({ kind: 'link', workspace: { id: at, name } })),
    live: { link: live.length },
    can: line.at(-1)?.can.includes('manage') ? ['change'] : [],
  };
};

function putPolicy(id: string, { end_shares, ...rules }: SharePolicyBody): Reply {
  const longest = rules.longest_days;
  const broken = shares.filter((one) => {
    if (one.state === 'ended') return false;
    if (rules.password_required && !one.has_password) return true;
    return typeof longest === 'number' && longest <= 30 && one.expires_at === null;
  });
  if (broken.length > 0 && !end_shares)
    return problem(409, 'conflict', '', {
      reason: 'ends_shares',
      count: broken.length + 1,
      shares: broken.map((one) => ({
        id: one.id,
        name: one.title,
        dashboard: one.dashboard_title,
        ...(rules.password_required && !one.has_password
          ? { becomes: 'ends' }
          : { becomes: 'ends_earlier', ends_at: new Date(Date.now() + 30 * 86_400_000).toISOString() }),
      })),
    });
  said.set(id, rules);
  return ok(policy(id));
}

export const sharingRoutes: Route[] = [
  ['GET', /^\/shares$/, (_, call) => listed(call)],
  ['POST', /^\/shares\/bulk$/, (_, { body }) => bulk(body as SharesBulkBody)],
  ['GET', /^\/shares\/(\w+)$/, ([, id]) => reply(shares.find((one) => one.id === id))],
  [
    'GET',
    /^\/shares\/(\w+)\/statistics$/,
    ([, id]) => {
      const one = shares.find((share) => share.id === id);
      if (!one) return missing;
      return ok({
        views: one.views,
        last_seen_at: one.last_seen_at,
        watching: one.watching,
        cells_this_month: one.views * 240,
        days: days(one),
      });
    },
  ],
  [
    'PATCH',
    /^\/shares\/(\w+)$/,
    ([, id], { body }) => {
      const found = shares.find((one) => one.id === id);
      const { password, ...terms } = body as SharePatch;
      if (found) {
        Object.assign(found, terms);
        if (password !== undefined) found.has_password = password !== null;
      }
      return reply(found);
    },
  ],
  [
    'POST',
    /^\/shares\/(\w+)\/(pause|resume|rotate|take-over)$/,
    ([, id, action]) => {
      const found = shares.find((one) => one.id === id);
      if (!found) return missing;
      if (action === 'rotate')
        return ok({ share: found, link: 'http://localhost:5173/s/N3wS3cr3tOfManyLetters' });
      if (action === 'take-over') {
        Object.assign(found, { owner: { id: 'usr_ada', name: 'Ada Moreno' }, reason: null });
        turn(found, 'pause');
      } else turn(found, action as 'pause' | 'resume');
      return ok(found);
    },
  ],
  [
    'DELETE',
    /^\/shares\/(\w+)$/,
    ([, id]) => {
      const found = shares.find((one) => one.id === id);
      if (found) end(found);
      return done;
    },
  ],
  ['GET', /^\/workspaces\/(\w+)\/share-policy$/, ([, id = '']) => ok(policy(id))],
  [
    'PUT',
    /^\/workspaces\/(\w+)\/share-policy$/,
    ([, id = ''], { body }) => putPolicy(id, body as SharePolicyBody),
  ],
  ['GET', /^\/workspaces\/(\w+)\/share-switches$/, ([, id = '']) => ok(switches(id))],
  [
    'PUT',
    /^\/workspaces\/(\w+)\/share-switches$/,
    ([, id = ''], { body }) => {
      const { link } = body as { link: boolean };
      off.set(id, !link);
      if (!link)
        for (const one of shares) {
          const at = workspaces.find((workspace) => workspace.id === one.workspace);
          if (one.state === 'live' && at?.path.some((step) => step.id === id)) turn(one, 'pause');
        }
      return ok(switches(id));
    },
  ],
];
