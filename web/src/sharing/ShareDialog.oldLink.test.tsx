/** A link that is there: ending it and changing it. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { changes, everything, json, open, server, share, workspace } from './testing';

describe('A link that is there', () => {
  it('ends a link only after a question', async () => {
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'Actions for “Press”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'End for good' }));
    expect(changes()).toEqual([]);
    const question = await screen.findByRole('dialog', { name: 'End “Press”?' });
    await user.click(within(question).getByRole('button', { name: 'End link' }));
    await waitFor(() => expect(changes()).toMatchObject([{ method: 'DELETE', path: '/shares/shr_1' }]));
  });

  const change = async (user: ReturnType<typeof userEvent.setup>) => {
    await user.click(await screen.findByRole('button', { name: 'Actions for “Press”' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Change…/ }));
    return screen.findByRole('form', { name: 'Change “Press”' });
  };

  it('changes a link: filled with what is set, sends what was changed, says what that does', async () => {
    server.shares = [
      { ...share, can: ['edit'], max_views: 500, idle_days: 30, variables: { origin: { locked: 'JFK' } } },
    ];
    const { user } = open(everything, 'link');
    const form = within(await change(user));
    expect(form.getByText(/1 person is watching and sees the change/)).toBeVisible();
    expect(form.getByRole('button', { name: 'Save' })).toBeDisabled();
    expect(form.getByRole('spinbutton', { name: 'Most views' })).toHaveValue(500);
    // A rare limit that is set is not hidden.
    const days = form.getByRole('spinbutton', { name: 'Days without a view' });
    expect(days).toHaveValue(30);
    expect(form.getByRole('combobox', { name: 'How Airport is shared' })).toHaveValue('named');
    expect(
      await form.findByText(/It ends after 30 days without a view\. 497 of 500 views are left\./),
    ).toBeVisible();
    await user.clear(days);
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(form.getByText('A whole number of days, from 1 to 3,650.')).toBeVisible();
    expect(changes()).toEqual([]);
    await user.type(days, '7');
    await user.click(form.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(changes()).toEqual([
        expect.objectContaining({ method: 'PATCH', path: '/shares/shr_1', body: { idle_days: 7 } }),
      ]),
    );
    expect(await screen.findByText(/“Press” is saved\. 1 person who is watching sees/)).toBeInTheDocument();
    expect(await screen.findByRole('heading', { name: 'Outside links' })).toBeVisible();
  });

  it('tells what waits for its readers by labels and as the language writes it', async () => {
    server.shares = [{ ...share, waiting: true }];
    const rows = [{ dataset: 'flights', predicate: { ge: ['day', '2013-02-01'] } }];
    server.special = ({ path }) =>
      path === '/shares/shr_1/waiting'
        ? json({
            revision: 2,
            saved_by: { id: 'o', name: 'Otto' },
            saved_at: '2026-01-01T00:00:00Z',
            changes: [],
            unreached: [{ widget: 'w', title: 'All flights', variable: 'origin', rows }],
            unreached_choices: [],
          })
        : null;
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'Waits for approval' }));
    expect(await screen.findByText(/All flights does not read Airport/)).toBeVisible();
    expect(screen.getByText(/day ≥ 1 Feb 2013/)).toBeVisible();
  });

  it('lets only the words be changed by who does not speak for the owner', async () => {
    server.me = 'somebody';
    workspace.can = ['see_shares', 'create_share'];
    try {
      server.shares = [{ ...share, can: ['edit'] }];
      const { user } = open(everything, 'link');
      const form = within(await change(user));
      expect(form.getByText(/^This link shows the rows of Otto\./)).toBeVisible();
      expect(form.getByRole('group', { name: 'What the link opens' })).toBeDisabled();
      const title = form.getByRole('textbox', { name: 'Title' });
      expect(title).toBeEnabled();
      await user.type(title, ' room');
      await user.click(form.getByRole('button', { name: 'Save' }));
      await waitFor(() =>
        expect(changes()).toMatchObject([{ method: 'PATCH', body: { title: 'Press room' } }]),
      );
      expect(server.calls.some(({ path }) => path.endsWith('/check'))).toBe(false);
    } finally {
      workspace.can = ['manage', 'create_share'];
    }
  });

  it('shows at its field what the server refuses', async () => {
    server.shares = [{ ...share, can: ['edit'] }];
    server.special = ({ method }) =>
      method === 'PATCH'
        ? json(
            {
              type: 'about:blank',
              title: 'invalid',
              status: 422,
              code: 'invalid',
              detail: '',
              request_id: 'r',
              errors: [{ pointer: '/idle_days', message: 'Too many days.' }],
            },
            422,
          )
        : null;
    const { user } = open(everything, 'link');
    const form = within(await change(user));
    await user.click(form.getByRole('button', { name: 'More options' }));
    await user.click(form.getByRole('switch', { name: 'End it when unused' }));
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(await form.findByRole('spinbutton', { name: 'Days without a view' })).toHaveAccessibleDescription(
      /Too many days\./,
    );
    expect(form.getByRole('button', { name: 'Save' })).toBeEnabled();
  });
});
