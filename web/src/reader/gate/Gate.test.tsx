/** A guest proves an address: what is asked, what is sent, and what is said when it is wrong. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedPage } from '../SharedPage';
import { digitsOf } from './CodeCard';
import { json, refusal, sentTo, server, session } from './testing';

/** The code that opens, and what the refusals say of the address. */
let masked: string | undefined;
let code = '123456';
let redeem: () => Response | null = () => null;

const open = (secret = 'SECRET') => render(<SharedPage secret={secret} />);
const ask = () => refusal(401, 'unauthenticated', { ask: 'code', ...(masked ? { address: masked } : {}) });

beforeEach(() => {
  masked = 'o•••@u•••.example';
  code = '123456';
  redeem = () => null;
  server.answer = ({ path, body }) => {
    if (path === '/share-sessions') return ask();
    if (path === '/share-sessions/code') return json({}, 202);
    if (path === '/share-sessions/redeem')
      return redeem() ?? ((body as { code: string }).code === code ? json(session(), 201) : ask());
    // What is behind the gate is not looked at here.
    return new Promise(() => {});
  };
});

const codeField = () => screen.findByRole('textbox', { name: 'Code of six digits' });
const opened = () =>
  waitFor(() => expect(server.asked.some(({ path }) => path === '/dashboards/dsh_1')).toBe(true));

describe("A recipient's own link", () => {
  it('names the address masked, sends a code, and opens when it is typed', async () => {
    const user = userEvent.setup();
    open();
    expect(await screen.findByRole('heading', { name: 'This is for o•••@u•••.example' })).toBeVisible();
    // By keyboard alone: the button has the focus.
    expect(screen.getByRole('button', { name: 'Send code' })).toHaveFocus();
    await user.keyboard('{Enter}');
    const field = await codeField();
    expect(field).toHaveFocus();
    expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    expect(field).toHaveAttribute('inputmode', 'numeric');
    expect(sentTo('/share-sessions/code')).toEqual([{ secret: 'SECRET' }]);
    await user.keyboard('123456');
    await opened();
    expect(sentTo('/share-sessions/redeem')).toEqual([{ secret: 'SECRET', code: '123456' }]);
    // The browser is bound by a cookie: it has to travel.
    const call = server.asked.find(({ path }) => path === '/share-sessions/redeem');
    expect(call?.credentials).toBe('same-origin');
  });

  it('takes a code as mails write it', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    await codeField();
    await user.paste('Your code: 123 456');
    await opened();
  });

  it('says when a code is wrong, once for each, and lets it be typed over', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    const field = await codeField();
    await user.keyboard('000000');
    expect(await screen.findByText(/wrong or no longer valid/)).toBeVisible();
    expect(field).toHaveAttribute('aria-invalid', 'true');
    await waitFor(() => expect(field).toHaveFocus());
    // The same code is not sent again by itself.
    expect(sentTo('/share-sessions/redeem')).toHaveLength(1);
    await user.keyboard('123456');
    await opened();
    expect(sentTo('/share-sessions/redeem')).toHaveLength(2);
  });

  it('advises another code after several wrong ones', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    await codeField();
    for (const wrong of ['111111', '222222', '333333']) {
      await user.keyboard(wrong);
      await waitFor(() =>
        expect(screen.getByRole('button', { name: 'Open' })).not.toHaveAttribute('aria-busy'),
      );
      await waitFor(() => expect(screen.getByText(/wrong/)).toBeVisible());
    }
    expect(await screen.findByText(/After five tries a code stops working/)).toBeVisible();
  });

  it('does not send what is no code yet', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    await codeField();
    await user.keyboard('123{Enter}');
    expect(await screen.findByText('The code has six digits.')).toBeVisible();
    expect(sentTo('/share-sessions/redeem')).toEqual([]);
  });

  it('tells how long to wait after too many tries, and keeps what was typed', async () => {
    const user = userEvent.setup();
    redeem = () => refusal(429, 'too_many', {}, { 'Retry-After': '42' });
    open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    const field = await codeField();
    await user.keyboard('123456');
    expect(await screen.findByText('Too many tries. Go on in 42 seconds.')).toBeVisible();
    expect(field).toHaveDisplayValue('123456');
  });

  it('sends another code after a while only', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    const again = await screen.findByRole('button', { name: /^Send another code in/ });
    expect(again).toBeDisabled();
    const later = Date.now() + 31_000;
    vi.spyOn(Date, 'now').mockImplementation(() => later);
    try {
      await user.click(await screen.findByRole('button', { name: 'Send another code' }));
      expect(await screen.findByText(/Another code is on its way/)).toBeVisible();
    } finally {
      vi.restoreAllMocks();
    }
    expect(sentTo('/share-sessions/code')).toHaveLength(2);
  });

  it('goes on where it was when the phone loaded the page anew', async () => {
    const user = userEvent.setup();
    const { unmount } = open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    await codeField();
    unmount();
    open();
    expect(await codeField()).toBeVisible();
    // For this link alone.
    unmount();
  });

  it('explains itself to who is not meant', async () => {
    const user = userEvent.setup();
    open();
    await user.click(await screen.findByText('Not you?'));
    expect(screen.getByText(/Ask them for an invitation of your own/)).toBeVisible();
  });

  it('ends where the share has ended meanwhile', async () => {
    const user = userEvent.setup();
    redeem = () => refusal(404, 'not_found');
    open();
    await user.click(await screen.findByRole('button', { name: 'Send code' }));
    await codeField();
    await user.keyboard('123456');
    expect(await screen.findByText('This dashboard is no longer shared.')).toBeVisible();
  });
});

describe('The link of whole domains', () => {
  beforeEach(() => {
    masked = undefined;
  });

  it('asks for the address, and proves it by a code', async () => {
    const user = userEvent.setup();
    open();
    const field = await screen.findByRole('textbox', { name: 'E-mail address' });
    expect(field).toHaveFocus();
    await user.keyboard('not an address{Enter}');
    expect(await screen.findByText('This is not an e-mail address.')).toBeVisible();
    await user.clear(field);
    await user.type(field, ' ops@united.example {Enter}');
    // Nothing says whether it is invited.
    expect(await screen.findByText(/^If this dashboard is shared with ops@united\.example/)).toBeVisible();
    await codeField();
    await user.keyboard('123456');
    await opened();
    expect(sentTo('/share-sessions/code')).toEqual([{ secret: 'SECRET', email: 'ops@united.example' }]);
    expect(sentTo('/share-sessions/redeem')).toEqual([
      { secret: 'SECRET', email: 'ops@united.example', code: '123456' },
    ]);
  });

  it('lets another address be typed', async () => {
    const user = userEvent.setup();
    open();
    await user.type(await screen.findByRole('textbox', { name: 'E-mail address' }), 'ops@a.example{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Another address' }));
    expect(await screen.findByRole('textbox', { name: 'E-mail address' })).toHaveDisplayValue('');
  });
});

it('works where the browser stores nothing', async () => {
  const blocked = vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(() => {
    throw new DOMException('', 'SecurityError');
  });
  const user = userEvent.setup();
  open('BLOCKED');
  await user.click(await screen.findByRole('button', { name: 'Send code' }));
  await codeField();
  await user.keyboard('123456');
  await opened();
  blocked.mockRestore();
});

it.each([
  ['123 456', '123456'],
  ['code: 12-34-56.', '123456'],
  ['１２３４５６', '123456'],
  ['1234567', '123456'],
  ['abc', ''],
])('reads %j as %j', (typed, digits) => {
  expect(digitsOf(typed)).toBe(digits);
});
