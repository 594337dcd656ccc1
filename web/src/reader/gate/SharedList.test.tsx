/** What is shared with the guest of this browser. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { SharedList } from './SharedList';
import { json, refusal, server } from './testing';

let known = true;
let items: { id: string; title: string; shared_by: string; workspace: string; expires_at: string | null }[] =
  [];

beforeEach(() => {
  known = true;
  items = ['Delays', 'Gates'].map((title) => ({
    id: `rcp_${title}`,
    title,
    shared_by: 'Ada',
    workspace: 'Harbour',
    expires_at: title === 'Delays' ? '2027-01-31T17:00:00Z' : null,
  }));
  server.answer = ({ method, path }) => {
    if (!known) return refusal(401, 'unauthenticated');
    if (method === 'DELETE') {
      if (path === '/shared-with-me') known = false;
      else items = items.filter(({ id }) => !path.endsWith(id));
      return new Response(null, { status: 204 });
    }
    return json({ address: 'ops@a.example', items });
  };
});

it('lists what opens, by whom, and until when', async () => {
  render(<SharedList />);
  const link = await screen.findByRole('link', { name: 'Delays' });
  expect(link).toHaveAttribute('href', '/shared/rcp_Delays');
  expect(screen.getByText(/Ada · Harbour · not opened yet · until .*2027/)).toBeVisible();
  expect(screen.getByText(/shared with ops@a\.example/)).toBeVisible();
});

it('drops one after asking', async () => {
  const user = userEvent.setup();
  render(<SharedList />);
  await user.click(await screen.findByRole('button', { name: 'Remove “Gates” from my list' }));
  // The way back has the focus.
  expect(screen.getByRole('button', { name: 'Keep' })).toHaveFocus();
  await user.keyboard('{Enter}');
  expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(false);
  await user.click(await screen.findByRole('button', { name: 'Remove “Gates” from my list' }));
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(screen.queryByText('Gates')).toBeNull());
  expect(screen.getByRole('link', { name: 'Delays' })).toBeVisible();
});

it('forgets this browser', async () => {
  const user = userEvent.setup();
  sessionStorage.setItem('vitrine.share', '{}');
  render(<SharedList />);
  await user.click(await screen.findByRole('button', { name: 'Forget me in this browser' }));
  expect(await screen.findByText('This browser no longer knows you.')).toBeVisible();
  expect(sessionStorage).toHaveLength(0);
});

it('says what to do where nobody is known', async () => {
  known = false;
  render(<SharedList />);
  expect(await screen.findByText('Nobody is known in this browser')).toBeVisible();
  expect(screen.queryByRole('button')).toBeNull();
});

it('says so when nothing is left', async () => {
  items = [];
  render(<SharedList />);
  expect(await screen.findByText('Nothing is shared with you any more.')).toBeVisible();
});
