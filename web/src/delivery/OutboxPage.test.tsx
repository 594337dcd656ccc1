/** The outbox: what waits, what stands in a mail, and what can be done with it. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ToastProvider, TooltipProvider } from '../ui';
import '../ui/MenuFloat';
import { OutboxPage } from './OutboxPage';

vi.mock('@tanstack/react-router', () => ({
  useNavigate: () => () => {},
  Link: ({ children }: { children: unknown }) => children,
}));

const mail = {
  id: 'mail_1',
  to: 'ops@a.example',
  subject: 'Ada shares “Delays”',
  kind: 'guest_invitation',
  state: 'failed',
  why: 'refused',
  tries: 2,
  at: new Date().toISOString(),
};
let mails = [mail];
let can = ['manage_organisation'];
let calls: { method: string; path: string; body: unknown }[] = [];

const json = (body: unknown) =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });

beforeEach(() => {
  mails = [mail];
  can = ['manage_organisation'];
  calls = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit) => {
    const path = new URL(input, 'http://x').pathname.replace('/api/v1', '');
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    if (method !== 'GET') calls.push({ method, path, body });
    if (path === '/auth/me')
      return json({ caller: { kind: 'user', user: { id: 'u', name: 'Ada', email: 'ada@a.example' } }, can });
    if (path === '/outbox') return json({ items: mails, server: true });
    if (method === 'DELETE') {
      mails = [];
      return new Response(null, { status: 204 });
    }
    return json({
      ...mail,
      text: 'Open it: https://v/s/X',
      html: '<b>Open</b><script>top.hacked = 1</script>',
    });
  });
  Element.prototype.hasPointerCapture = () => false;
});
afterEach(() => void vi.unstubAllGlobals());

function open() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <TooltipProvider>
        <ToastProvider>
          <OutboxPage />
        </ToastProvider>
      </TooltipProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup({ pointerEventsCheck: 0 });
}
const menu = async (user: ReturnType<typeof open>, item: string) => {
  await user.click(await screen.findByRole('button', { name: 'Actions: ops@a.example' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
};

it('lists mails with what became of them', async () => {
  open();
  const row = within(await screen.findByRole('row', { name: /ops@a\.example/ }));
  expect(row.getByText('Failed')).toBeVisible();
  expect(row.getByText('the mail server refused it')).toBeVisible();
  expect(row.getByText('2 tries')).toBeVisible();
});

it('shows a mail as text, and its HTML where it can do nothing', async () => {
  const user = open();
  await menu(user, 'View');
  expect(await screen.findByText('Open it: https://v/s/X')).toBeVisible();
  await user.click(screen.getByRole('tab', { name: 'HTML' }));
  const frame = await screen.findByTitle('The mail as HTML');
  expect(frame).toHaveAttribute('sandbox', '');
  expect(frame).toHaveAttribute('srcdoc', expect.stringContaining('<b>Open</b>'));
});

it('retries, and deletes after asking', async () => {
  const user = open();
  await menu(user, 'Retry');
  await waitFor(() => expect(calls).toMatchObject([{ method: 'POST', path: '/outbox/mail_1/retry' }]));
  await menu(user, 'Delete');
  expect(calls).toHaveLength(1);
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('Nothing waits')).toBeVisible();
  expect(calls[1]).toMatchObject({ method: 'DELETE', path: '/outbox/mail_1' });
});

it('sends a test mail to oneself unless another address is typed', async () => {
  const user = open();
  await user.click(await screen.findByRole('button', { name: 'Send a test mail' }));
  const field = await screen.findByRole('textbox', { name: 'To' });
  await waitFor(() => expect(field).toHaveDisplayValue('ada@a.example'));
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() =>
    expect(calls).toMatchObject([{ method: 'POST', path: '/mail/test', body: { to: 'ada@a.example' } }]),
  );
});

it('is not there for others', async () => {
  can = [];
  open();
  expect(await screen.findByText(/not exist|not found|nothing here/i)).toBeVisible();
  expect(screen.queryByRole('table')).toBeNull();
});
