/** What a workspace says of its brand: what it inherits is shown, what is no colour or no picture is not sent. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Workspace, WorkspaceBrand } from '../../api/types';
import { ToastProvider } from '../../ui';
import { BrandSection } from './BrandSection';

const workspace: Workspace = {
  id: 'wsp_1',
  name: 'United',
  parent: 'wsp_root',
  path: [
    { id: 'wsp_root', name: 'Port Authority' },
    { id: 'wsp_1', name: 'United' },
  ],
  can: ['manage'],
};
const above = { id: 'wsp_root', name: 'Port Authority' };
const logo = { path: '/brand/00ff', width: 320, height: 80 };

const server = {
  brand: null as WorkspaceBrand | null,
  sent: [] as { method: string; path: string; body: unknown }[],
};
let refuse: Response | null = null;

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

beforeEach(() => {
  refuse = null;
  server.sent = [];
  server.brand = {
    own: { accent: null, name: null, logo: null },
    in_force: { accent: '#0a4d8c', name: 'The Port', logo },
    from: { accent: above, name: above, logo: null },
    can: ['change'],
  };
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    const path = new URL(input, 'http://x').pathname.replace('/api/v1', '');
    if (method === 'GET') return json(server.brand);
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : init.body;
    server.sent.push({ method, path, body });
    if (refuse) return refuse;
    return method === 'DELETE' ? new Response(null, { status: 204 }) : json(server.brand);
  });
});
afterEach(() => vi.unstubAllGlobals());

function open() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <ToastProvider>
        <BrandSection workspace={workspace} />
      </ToastProvider>
    </QueryClientProvider>,
  );
}

it('shows what comes from above, and from where as far as that may be known', async () => {
  const { container } = open();
  const colour = await screen.findByRole('textbox', { name: 'Colour' });
  expect(colour).toHaveValue('');
  expect(colour).toHaveAttribute('placeholder', '#0a4d8c');
  expect(screen.getAllByText('From Port Authority')).toHaveLength(2);
  expect(screen.getByText(/^From a workspace above\./)).toBeVisible();
  const images = [...container.querySelectorAll('img')];
  expect(images.map((one) => one.getAttribute('src'))).toEqual(['/brand/00ff', '/brand/00ff']);
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(screen.queryByRole('button', { name: 'Remove' })).toBeNull();
});

it('sends a colour and a name, and nothing that is no colour', async () => {
  const user = userEvent.setup();
  open();
  const colour = await screen.findByRole('textbox', { name: 'Colour' });
  await user.type(colour, 'red');
  expect(screen.getByText('A colour is # and six digits, as in #0a4d8c.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  await user.clear(colour);
  await user.type(colour, '#FFCC00');
  await user.type(screen.getByRole('textbox', { name: 'Name for readers' }), ' United ');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(server.sent).toHaveLength(1));
  expect(server.sent[0]).toEqual({
    method: 'PUT',
    path: '/workspaces/wsp_1/brand',
    body: { accent: '#ffcc00', name: 'United' },
  });
});

it('goes back to what holds above, logo by itself', async () => {
  const user = userEvent.setup();
  const own = { accent: '#ffcc00', name: 'United', logo };
  server.brand = { own, in_force: own, from: { accent: null, name: null, logo: null }, can: ['change'] };
  open();
  await user.click(await screen.findByRole('button', { name: 'Use what holds above' }));
  await waitFor(() => expect(server.sent[0]?.body).toEqual({ accent: null, name: null }));
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  await waitFor(() =>
    expect(server.sent[1]).toMatchObject({ method: 'DELETE', path: '/workspaces/wsp_1/brand/logo' }),
  );
});

it('sends a picture as it is, and says of others what is wrong', async () => {
  const user = userEvent.setup({ applyAccept: false });
  open();
  const field = await screen.findByLabelText('Logo');
  await user.upload(field, new File(['<svg/>'], 'logo.svg', { type: 'image/svg+xml' }));
  expect(await screen.findByText(/This is no PNG, JPEG or WebP file/)).toBeVisible();
  await user.upload(field, new File([new Uint8Array((200 << 10) + 1)], 'l.png', { type: 'image/png' }));
  expect(await screen.findByText('The file is larger than 200 KB.')).toBeVisible();
  expect(server.sent).toEqual([]);
  const file = new File(['picture'], 'logo.png', { type: 'image/png' });
  await user.upload(field, file);
  await waitFor(() => expect(server.sent).toHaveLength(1));
  expect(server.sent[0]).toEqual({ method: 'PUT', path: '/workspaces/wsp_1/brand/logo', body: file });
  // What only the server can see.
  refuse = json({ code: 'invalid', detail: '', errors: [{ pointer: '', message: 'x' }] }, 400);
  await user.upload(field, file);
  expect(await screen.findByText(/This is no PNG, JPEG or WebP file/)).toBeVisible();
});

it('is shown to who may not change it', async () => {
  if (server.brand) server.brand.can = [];
  open();
  expect(await screen.findByRole('textbox', { name: 'Colour' })).toBeDisabled();
  expect(screen.queryByRole('button', { name: 'Save' })).toBeNull();
  expect(screen.getByRole('button', { name: 'Choose a file…' })).toBeDisabled();
});
