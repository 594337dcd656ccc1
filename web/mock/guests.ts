/** Made-up guests: their invitations, the reader's side with a code, and the outbox. Changes last as long as the process. */
import type {
  MailState,
  NewShare,
  OutboxItem,
  OutboxMail,
  PastedAddress,
  Recipient,
  RefusedAddress,
  Share,
} from '../src/api/types';
import { dashboards, shares } from './data';
import { makeEmbed } from './embeds';
import { done, made, missing, ok, page, problem, reply, type Route } from './route';

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const mailOf = (state: MailState, at: string, why?: string) => ({
  state,
  at,
  why,
});

function guest(id: string, address: string, more: Partial<Recipient> = {}): Recipient {
  const invited = ago(9_000);
  return {
    id: `rcp_${id}`,
    address,
    shown: address,
    state: 'invited',
    by_domain: false,
    invited_at: invited,
    views: 0,
    minutes: 0,
    mail: mailOf('sent', invited),
    ...more,
  };
}

const recipients: Record<string, Recipient[]> = {
  shr_guests: [
    guest('ops', 'ops@united.example', {
      name: 'United operations',
      state: 'verified',
      verified_at: ago(8_000),
      last_seen: ago(12),
      views: 31,
      minutes: 214,
    }),
    guest('uma', 'uma@delta.example', {
      state: 'verified',
      verified_at: ago(5_000),
      last_seen: ago(2_900),
      views: 3,
      minutes: 12,
      expires_at: new Date(Date.now() + 6 * 86_400_000).toISOString(),
      elsewhere_at: ago(190),
    }),
    guest('typo', 'night.shift@jetblue.example', { mail: mailOf('failed', ago(8_990), 'refused') }),
    guest('new', 'lena@münchen.example'),
  ],
};
const count = (id: string, state: Recipient['state']) =>
  (recipients[id] ?? []).filter((one) => one.state === state).length;

const first = shares[0];
if (first) {
  const base: Share = {
    ...first,
    id: 'shr_guests',
    kind: 'guests',
    title: 'Airline partners',
    description: '',
    has_password: false,
    state: 'live',
    reason: null,
    message: 'Your delays, live.',
    domains: [],
    watching: 1,
    can: ['edit', 'pause', 'end'],
  };
  Object.defineProperty(base, 'recipients', {
    enumerable: true,
    get: () => ({
      invited: count('shr_guests', 'invited'),
      verified: count('shr_guests', 'verified'),
      failed: (recipients['shr_guests'] ?? []).filter(({ mail }) => mail?.state === 'failed').length,
      removed: count('shr_guests', 'removed'),
    }),
  });
  shares.push(base);
}

const mails: (OutboxItem & OutboxMail)[] = [
  {
    id: 'mail_1',
    to: 'night.shift@jetblue.example',
    subject: 'Ada Moreno shares “Delays today” with you',
    kind: 'guest_invitation',
    state: 'failed',
    why: 'refused',
    tries: 3,
    at: ago(8_990),
    text: 'Ada Moreno shares “Delays today” with you.\n\nYour delays, live.\n\nOpen it: http://127.0.0.1:5175/s/S3cr3t\n',
    html: '<p><b>Ada Moreno</b> shares “Delays today” with you.</p><p>Your delays, live.</p><p><a href="http://127.0.0.1:5175/s/S3cr3t">Open it</a></p><script>document.title="no"</script>',
  },
];

/** As far as looking needs it; what an address is says the server. */
function parse(text: string): { addresses: PastedAddress[]; refused: RefusedAddress[] } {
  const addresses = new Map<string, PastedAddress>();
  const refused: RefusedAddress[] = [];
  for (const given of text.split(/[,;\n]/).map((one) => one.trim())) {
    if (given === '') continue;
    const [, name = '', inside = given] = /^(.*)<([^>]+)>$/.exec(given) ?? [];
    const address = inside.trim().toLowerCase();
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) {
      refused.push({ text: given, why: 'no_address', detail: '' });
      continue;
    }
    const known = addresses.get(address);
    if (known) known.given.push(given);
    else
      addresses.set(address, {
        address,
        shown: address,
        name: name.trim() || undefined,
        given: [given],
        alike: [],
      });
  }
  const plain = (one: string) => one.normalize('NFKC').replace('о', 'o').replace('а', 'a');
  const list = [...addresses.values()];
  for (const one of list) {
    one.alike = list
      .filter((other) => other !== one && plain(other.address) === plain(one.address))
      .map((other) => other.shown);
  }
  return { addresses: list, refused };
}

const fresh = (address: string, n: number): Recipient => {
  const at = new Date().toISOString();
  const read = parse(address).addresses[0];
  return guest(`${Date.now()}_${n}`, read?.address ?? address, {
    name: read?.name,
    invited_at: at,
    mail: address.includes('typo') ? mailOf('failed', at, 'refused') : mailOf('kept', at),
  });
};

let verified = false;
const session = { session: 'vs_guest', dashboard: dashboards[0]?.id ?? '', expires_at: ago(-60) };
const ask = (secret: string) =>
  problem(401, 'unauthenticated', '', {
    ask: 'code',
    ...(secret.startsWith('domain') ? {} : { address: 'o•••@u•••.example' }),
  });

export const guestRoutes: Route[] = [
  ['POST', /^\/recipients\/parse$/, (_, { body }) => ok(parse((body as { text: string }).text))],
  [
    'POST',
    /^\/dashboards\/(\w+)\/shares$/,
    ([, dashboard], { body }) => {
      const asked = body as NewShare;
      if (asked.kind !== 'guests' || !first) return makeEmbed(dashboard ?? '', asked);
      const id = `shr_${shares.length}`;
      const list = (asked.addresses ?? []).map(fresh);
      recipients[id] = list;
      const share: Share = {
        ...first,
        id,
        kind: 'guests',
        dashboard: dashboard ?? '',
        title: asked.title ?? '',
        expires_at: asked.expires_at ?? null,
        has_password: false,
        rows: [],
        variables: {},
        views: 0,
        watching: 0,
        state: 'live',
        reason: null,
        domains: asked.domains ?? [],
        recipients: { invited: list.length, verified: 0, failed: 0, removed: 0 },
        can: ['edit', 'pause', 'end'],
      };
      shares.push(share);
      return made({
        share,
        recipients: list,
        ...((asked.domains ?? []).length > 0 ? { link: 'http://127.0.0.1:5175/s/domainS3cr3t' } : {}),
      });
    },
  ],
  ['GET', /^\/shares\/(\w+)\/recipients$/, ([, id]) => page(recipients[id ?? ''] ?? [])],
  [
    'POST',
    /^\/shares\/(\w+)\/recipients$/,
    ([, id], { body }) => {
      const list = (recipients[id ?? ''] ??= []);
      const asked = (body as { addresses: string[] }).addresses.map(fresh);
      const known = (one: Recipient) =>
        list.find(({ address, state }) => address === one.address && state !== 'removed');
      const added = asked.filter((one) => !known(one));
      recipients[id ?? ''] = [
        ...added,
        ...list.filter(({ address }) => !added.some((one) => one.address === address)),
      ];
      return made({ added, already: asked.flatMap((one) => known(one) ?? []) });
    },
  ],
  [
    'PATCH',
    /^\/shares\/(\w+)\/recipients\/(\w+)$/,
    ([, id, of], { body }) => {
      const found = recipients[id ?? '']?.find((one) => one.id === of);
      if (found) Object.assign(found, body);
      return reply(found);
    },
  ],
  [
    'DELETE',
    /^\/shares\/(\w+)\/recipients\/(\w+)$/,
    ([, id, of]) => {
      const found = recipients[id ?? '']?.find((one) => one.id === of);
      if (found) found.state = 'removed';
      return done;
    },
  ],
  [
    'POST',
    /^\/shares\/(\w+)\/recipients\/(\w+)\/resend$/,
    ([, id, of]) => {
      const found = recipients[id ?? '']?.find((one) => one.id === of);
      if (found) found.mail = mailOf('kept', new Date().toISOString());
      return reply(found);
    },
  ],
  [
    'POST',
    /^\/share-sessions$/,
    (_, { body }) => {
      const { secret, password } = body as { secret: string; password?: string };
      if (secret.startsWith('locked'))
        return password === 'sunrise over runway'
          ? made(session)
          : problem(401, 'unauthenticated', '', { ask: 'password' });
      if (secret.startsWith('gone')) return missing;
      return verified ? made(session) : ask(secret);
    },
  ],
  ['POST', /^\/share-sessions\/code$/, () => ({ status: 202, body: {} })],
  [
    'POST',
    /^\/share-sessions\/redeem$/,
    (_, { body }) => {
      const { secret, code } = body as { secret: string; code: string };
      if (code === '999999') return problem(429, 'too_many', '');
      if (code !== '123456') return ask(secret);
      verified = true;
      return made(session);
    },
  ],
  [
    'GET',
    /^\/shared-with-me$/,
    () =>
      verified
        ? ok({
            address: 'ops@united.example',
            items: ['Airline partners', 'Night shift, with a title that is a good deal longer than most'].map(
              (title, n) => ({
                id: `rcp_${n}`,
                title,
                shared_by: 'Ada Moreno',
                workspace: 'Port Authority',
                expires_at: n === 0 ? ago(-60 * 24 * 20) : null,
                last_seen: n === 0 ? ago(12) : null,
              }),
            ),
          })
        : problem(401, 'unauthenticated', ''),
  ],
  [
    'POST',
    /^\/shared-with-me\/\w+\/open$/,
    () => (verified ? made(session) : problem(401, 'unauthenticated', '')),
  ],
  ['DELETE', /^\/shared-with-me\/\w+$/, () => done],
  [
    'DELETE',
    /^\/shared-with-me$/,
    () => {
      verified = false;
      return done;
    },
  ],
  [
    'GET',
    /^\/outbox$/,
    () => ok({ items: mails.map((mail) => ({ ...mail, text: undefined, html: undefined })), server: false }),
  ],
  ['GET', /^\/outbox\/(\w+)$/, ([, id]) => reply(mails.find((one) => one.id === id))],
  [
    'DELETE',
    /^\/outbox\/(\w+)$/,
    ([, id]) => {
      const at = mails.findIndex((one) => one.id === id);
      if (at < 0) return missing;
      mails.splice(at, 1);
      return done;
    },
  ],
  [
    'POST',
    /^\/outbox\/(\w+)\/retry$/,
    ([, id]) => {
      const found = mails.find((one) => one.id === id);
      if (found) found.state = 'queued';
      return found ? { status: 202, body: {} } : missing;
    },
  ],
  [
    'POST',
    /^\/mail\/test$/,
    (_, { body }) => {
      mails.unshift({
        id: `mail_${mails.length + 1}`,
        to: (body as { to: string }).to,
        subject: 'A test mail of Vitrine',
        kind: 'test',
        state: 'kept',
        tries: 0,
        at: new Date().toISOString(),
        text: 'This mail shows that mails go out.',
      });
      return ok({ sent: false });
    },
  ],
];
