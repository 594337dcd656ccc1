/** The door *Guests*: sharing in four acts, what is said before and after, and each guest of a share. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { Recipient, Share } from '../api/types';
import { changes, everything, json, open, refusal, server, share } from './testing';

const guests: Share = {
  ...share,
  id: 'shr_g',
  kind: 'guests',
  title: 'Partners',
  recipients: { invited: 1, verified: 1, failed: 0, removed: 0 },
  domains: [],
  can: ['edit', 'pause', 'end'],
};
const recipient = (id: string, more: Partial<Recipient> = {}): Recipient => ({
  id: `rcp_${id}`,
  address: `${id}@a.example`,
  shown: `${id}@a.example`,
  state: 'invited',
  by_domain: false,
  invited_at: new Date().toISOString(),
  views: 0,
  minutes: 0,
  mail: { state: 'sent', at: new Date().toISOString() },
  ...more,
});

/** Reads as the server does, as far as these tests need it. */
function parse(text: string) {
  const found = new Map<string, { address: string; shown: string; name: string | null; given: string[] }>();
  const refused: { text: string; why: string }[] = [];
  for (const given of text
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [, name = '', inside = given] = /^(.*)<(.+)>$/.exec(given) ?? [];
    const address = inside.toLowerCase();
    if (!address.includes('@')) refused.push({ text: given, why: 'no_address' });
    else if (found.has(address)) found.get(address)?.given.push(given);
    else found.set(address, { address, shown: address, name: name.trim() || null, given: [given] });
  }
  return { addresses: [...found.values()], refused };
}

function answering(list: readonly Recipient[], made: readonly Recipient[] = list, link?: string) {
  server.special = ({ method, path, body }) => {
    if (path === '/recipients/parse') return json(parse((body as { text: string }).text));
    if (path.endsWith('/share-policy')) return json({ in_force: { default_days: 7 } });
    if (path === '/dashboards/dsh_1/shares' && method === 'POST')
      return json({ share: guests, recipients: made, ...(link ? { link } : {}) }, 201);
    if (path === '/shares/shr_g/recipients' && method === 'GET')
      return json({ items: list, next_cursor: null });
    return null;
  };
}
const field = () => screen.findByRole('textbox', { name: 'E-mail addresses' });

describe('A new share', () => {
  it('is made by pasting and sharing, with safe defaults', async () => {
    server.shares = [];
    answering([], [recipient('ops'), recipient('uma')]);
    // The first act opened the dialog.
    const { user } = open(everything, 'people');
    await user.click(await screen.findByRole('tab', { name: 'Guests' }));
    await waitFor(async () => expect(await field()).toHaveFocus());
    await user.paste('ops@a.example; Uma Lind <UMA@a.example>\nOPS@A.example');
    await user.click(await screen.findByRole('button', { name: 'Share with 2 guests' }));
    expect(await screen.findByText('Shared with 2 guests')).toBeVisible();
    const [sent] = changes().filter(({ path }) => path.endsWith('/shares'));
    expect(sent?.body).toMatchObject({
      kind: 'guests',
      title: 'Delays',
      addresses: ['ops@a.example', 'Uma Lind <uma@a.example>'],
      abilities: ['interact'],
    });
    // The policy's usual life of seven days rather than thirty.
    const lives = Date.parse(String((sent?.body as { expires_at?: string })?.expires_at)) - Date.now();
    expect(lives / 86_400_000).toBeGreaterThan(5);
    expect(lives / 86_400_000).toBeLessThan(9);
    expect(sent?.body).not.toHaveProperty('password');
  });

  it('says what is folded, refused and looks the same', async () => {
    server.shares = [];
    answering([]);
    const { user } = open(everything, 'guests');
    await user.click(await field());
    await user.paste('ops@a.example, OPS@a.example, foo');
    expect(await screen.findByText('1 was there twice and counts once.')).toBeVisible();
    expect(screen.getByRole('list', { name: 'Not taken' })).toHaveTextContent(
      'foo – this is not an e-mail address',
    );
    await user.click(screen.getByRole('button', { name: 'Share with 1 guest' }));
    expect(await screen.findByText(/Some are not addresses/)).toBeVisible();
    expect(changes().some(({ path }) => path.endsWith('/shares'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Correct foo' }));
    expect(await field()).toHaveDisplayValue('foo');
    expect(screen.queryByRole('list', { name: 'Not taken' })).toBeNull();
  });

  it('sends nothing that looks like another address before that was shown', async () => {
    server.shares = [];
    answering([], [recipient('ops')]);
    const usual = server.special;
    server.special = (call) =>
      call.path === '/recipients/parse'
        ? json({
            addresses: [
              { address: 'оps@a.example', shown: 'оps@a.example', given: ['x'], alike: ['ops@a.example'] },
            ],
            refused: [],
          })
        : usual(call);
    const { user } = open(everything, 'guests');
    await user.type(await field(), 'оps@a.example');
    await user.click(screen.getByRole('button', { name: 'Share' }));
    expect(await screen.findByText(/Look twice: one looks like another address/)).toBeVisible();
    expect(screen.getByText(/It has other letters: о/)).toBeVisible();
    expect(changes().some(({ path }) => path.endsWith('/shares'))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Share with 1 guest' }));
    expect(await screen.findByText('Shared with 1 guest')).toBeVisible();
  });

  it('keeps what was pasted when the dialog closes over it', async () => {
    server.shares = [];
    answering([]);
    const first = open(everything, 'guests');
    await first.user.click(await field());
    await first.user.paste('ops@a.example,');
    await screen.findByRole('button', { name: 'Share with 1 guest' });
    first.unmount();
    open(everything, null);
    expect(await screen.findByRole('button', { name: 'Share with 1 guest' })).toBeVisible();
  });

  it('loses nothing when the server does not answer', async () => {
    server.shares = [];
    answering([]);
    const usual = server.special;
    server.special = (call) =>
      call.path === '/recipients/parse' ? refusal(503, 'unavailable', '') : usual(call);
    const { user } = open(everything, 'guests');
    await user.click(await field());
    await user.paste('ops@a.example,');
    await waitFor(async () => expect(await field()).toHaveDisplayValue('ops@a.example,'));
    expect(await field()).toHaveAttribute('aria-invalid', 'true');
  });

  it('shows the link of whole domains this once, and asks before it is lost', async () => {
    server.shares = [];
    answering([], [], 'https://v.example/s/DOMAIN');
    const { user } = open(everything, 'guests');
    await user.click(await field());
    await user.paste('@a.example');
    expect(await screen.findByText('everybody at a.example')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Share' }));
    expect(await screen.findByRole('textbox', { name: 'Link for whole domains' })).toHaveDisplayValue(
      'https://v.example/s/DOMAIN',
    );
    const [sent] = changes().filter(({ path }) => path.endsWith('/shares'));
    expect(sent?.body).toMatchObject({ domains: ['a.example'], domain_cap: 50, addresses: [] });
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(await screen.findByText('Close without copying the link?')).toBeVisible();
  });

  it('tells who was mailed, what waits in the outbox, and what failed', async () => {
    server.shares = [];
    const at = new Date().toISOString();
    const made = [
      recipient('sent'),
      recipient('kept', { mail: { state: 'kept', at } }),
      recipient('bad', { mail: { state: 'failed', why: 'refused', at } }),
    ];
    answering([], made);
    const { user } = open(everything, 'guests');
    await user.click(await field());
    await user.paste('sent@a.example, kept@a.example, bad@a.example');
    await user.click(await screen.findByRole('button', { name: 'Share with 3 guests' }));
    const told = within(await screen.findByRole('region', { name: 'The new guests' }));
    expect(told.getByText('1 invitation is mailed.')).toBeVisible();
    expect(told.getByText(/1 invitation waits in the outbox/)).toBeVisible();
    await user.click(told.getByRole('button', { name: 'Retry bad@a.example' }));
    await waitFor(() =>
      expect(changes().some(({ path }) => path === '/shares/shr_g/recipients/rcp_bad/resend')).toBe(true),
    );
  });
});

describe('The guests of a share', () => {
  const uma = recipient('uma', {
    state: 'verified',
    verified_at: new Date().toISOString(),
    views: 3,
    minutes: 12,
    elsewhere_at: new Date().toISOString(),
  });

  it('are told one by one', async () => {
    server.shares = [guests];
    answering([uma]);
    const { user } = open(everything, 'guests');
    await user.click(await screen.findByRole('button', { name: '1 of 2 verified' }));
    const row = within(await screen.findByRole('list', { name: 'Guests of “Partners”' }));
    expect(row.getByText('Verified')).toBeVisible();
    expect(row.getByText(/3 views · 12 minutes/)).toBeVisible();
    expect(row.getByText(/opened in another browser/)).toBeVisible();
  });

  it('can be removed, and invited again', async () => {
    server.shares = [guests];
    answering([uma]);
    const { user } = open(everything, 'guests');
    await user.click(await screen.findByRole('button', { name: '1 of 2 verified' }));
    await user.click(await screen.findByRole('button', { name: 'Actions for uma@a.example' }));
    await user.click(await screen.findByRole('menuitem', { name: /Remove/ }));
    await user.click(await screen.findByRole('button', { name: 'Invite again' }));
    await waitFor(() =>
      expect(changes()).toMatchObject([
        { method: 'DELETE', path: '/shares/shr_g/recipients/rcp_uma' },
        { method: 'POST', path: '/shares/shr_g/recipients', body: { addresses: ['uma@a.example'] } },
      ]),
    );
  });

  it('get others beside them, who alone are mailed', async () => {
    server.shares = [guests];
    answering([uma]);
    const usual = server.special;
    server.special = (call) =>
      call.method === 'POST' && call.path === '/shares/shr_g/recipients'
        ? json({ added: [recipient('new')], already: [uma] }, 201)
        : usual(call);
    const { user } = open(everything, 'guests');
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Add to' }), 'Partners');
    await user.click(await field());
    await user.paste('new@a.example, uma@a.example');
    await user.click(await screen.findByRole('button', { name: 'Invite 2 guests' }));
    expect(
      await screen.findByText('1 guest is invited. 1 was invited already and gets no second mail.'),
    ).toBeVisible();
  });

  it('are ended with words of their own', async () => {
    server.shares = [guests];
    answering([uma]);
    const { user } = open(everything, 'guests');
    await user.click(await screen.findByRole('button', { name: 'Actions for “Partners”' }));
    await user.click(await screen.findByRole('menuitem', { name: /End for good/ }));
    expect(await screen.findByText(/All links of this share stop for good/)).toBeVisible();
  });
});

it('is not there for who may not see what leads outside', async () => {
  open(['open', 'see_grants'], 'people');
  expect(await screen.findByRole('tab', { name: 'People' })).toBeVisible();
  expect(screen.queryByRole('tab', { name: 'Guests' })).toBeNull();
});
