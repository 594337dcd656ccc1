/** The first link of a person asks for their word, in the same dialog and with the same button; and a draft is looked at. */
import { screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { changes, everything, json, open, refusal, row, server, share } from './testing';

const missing = {
  code: 'consent_missing',
  detail: 'x',
  where: 'you',
  on: { kind: 'caller' },
  lift_by: { kind: 'caller' },
};
const opens = (more: object = {}) => ({
  datasets: ['flights'],
  columns: 2,
  rows: 10,
  rows_of: 10,
  from: null,
  to: null,
  choices: [],
  ...more,
});
const check = (obstacles: object[], more: object = {}) =>
  json({ obstacles, opens: opens(more), unreached: [], unreached_choices: [], revision: 7 });
const own = { name: 'Otto', email: 'otto@x.example', given_at: null, shares: 0, named: [] };
const tab = () => ({ opener: {}, close: vi.fn(), location: { replace: vi.fn() } });

afterEach(() => vi.restoreAllMocks());

async function begin() {
  const { user } = open(everything, 'link');
  await user.click(await screen.findByRole('button', { name: 'New link' }));
  return user;
}

it('asks for the word right there, and goes on with one click', async () => {
  server.special = ({ method, path }) => {
    if (path.endsWith('/check')) return check([missing]);
    if (path === '/auth/me/sharing-consent')
      return json(method === 'PUT' ? { ...own, given_at: '2026-01-01T00:00:00Z' } : own);
    return null;
  };
  const user = await begin();
  expect(await screen.findByText('Otto · otto@x.example')).toBeTruthy();
  expect(screen.queryByText('One thing stands in the way')).toBeNull();
  expect(changes()).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Agree and create link' }));
  await waitFor(() =>
    expect(changes().map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /auth/me/sharing-consent',
      'POST /dashboards/dsh_1/shares',
    ]),
  );
});

it('shares nothing when the word is not given', async () => {
  server.special = ({ path }) => {
    if (path.endsWith('/check')) return check([missing]);
    if (path === '/auth/me/sharing-consent') return json(own);
    return null;
  };
  const user = await begin();
  await screen.findByText('Otto · otto@x.example');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(changes()).toEqual([]);
});

it('says of how many rows, and what readers choose from', async () => {
  const values = ['EWR', 'JFK', 'LGA', 'BOS', 'ORD', 'SFO', 'DEN'];
  server.special = ({ path }) =>
    path.endsWith('/check')
      ? check([], {
          rows_of: 40,
          choices: [
            { variable: 'origin', label: 'Airport', values, more: false },
            { variable: 'tail', values: ['N1'], more: true },
          ],
        })
      : null;
  await begin();
  expect(await screen.findByText(/10 of 40 rows/)).toBeTruthy();
  const said = 'Airport: EWR, JFK, LGA, BOS, ORD, SFO and 1 more · tail: N1 and many more';
  expect(screen.getByText(new RegExp(said))).toBeTruthy();
});

it('leads a tab of its own to a draft that is looked at, and to a link that there is', async () => {
  const opened = [tab(), tab()];
  const openTab = vi
    .spyOn(window, 'open')
    .mockReturnValueOnce(opened[0] as unknown as Window)
    .mockReturnValueOnce(opened[1] as unknown as Window);
  server.shares = [{ ...share, can: ['preview'] }];
  server.special = ({ path }) =>
    path.endsWith('/preview-session')
      ? json({ session: 'vp_x', dashboard: 'dsh_1', expires_at: 'x', path: '/preview#vp_x' }, 201)
      : null;
  const user = await begin();
  await user.click(await screen.findByRole('button', { name: 'See it as they will' }));
  await waitFor(() => expect(opened[0]?.location.replace).toHaveBeenCalledWith('/preview#vp_x'));
  expect(opened[0]?.opener).toBeNull();
  const sent = changes();
  expect(sent).toHaveLength(1);
  expect(sent[0]?.path).toBe('/dashboards/dsh_1/shares/preview-session');
  expect(sent[0]?.body).toMatchObject({ kind: 'link', title: 'Delays' });

  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  const item = await row('Press');
  await user.click(item.getByRole('button'));
  await user.click(await screen.findByRole('menuitem', { name: /See it as they will/ }));
  await waitFor(() => expect(opened[1]?.location.replace).toHaveBeenCalledWith('/preview#vp_x'));
  expect(openTab).toHaveBeenCalledTimes(2);
});

it('closes the tab again and says why when there is nothing to see', async () => {
  const opened = tab();
  vi.spyOn(window, 'open').mockReturnValue(opened as unknown as Window);
  server.special = ({ path }) =>
    path.endsWith('/preview-session')
      ? refusal(409, 'conflict', 'Port Authority asks for a password.')
      : null;
  const user = await begin();
  await user.click(await screen.findByRole('button', { name: 'See it as they will' }));
  expect(await screen.findByText('Port Authority asks for a password.')).toBeTruthy();
  expect(opened.close).toHaveBeenCalled();
  expect(opened.location.replace).not.toHaveBeenCalled();
});
