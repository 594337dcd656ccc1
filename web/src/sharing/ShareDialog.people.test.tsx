/** Who has access, as readers of the dialog see and change it: by role and label. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { changes, entry, navigate, open, refusal, row, server } from './testing';

describe('People', () => {
  it('shows both lists, what does not work, where it comes from and the managers', async () => {
    open();
    expect(await screen.findByRole('region', { name: 'Shared with groups' })).toHaveTextContent(
      'from the parent workspace',
    );
    expect(screen.getByRole('region', { name: 'Shared with people' })).toHaveTextContent(
      'cannot open it: no access to this workspace',
    );
    expect(screen.getByText('Everybody in Harbour')).toBeVisible();
    expect(screen.getByText(/^7 managers/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Remove Operations' })).toBeNull();
  });

  it('changes a level at once, and takes it back', async () => {
    const { user } = open();
    await user.click((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' }));
    await user.click(await screen.findByRole('menuitemradio', { name: /View & share/ }));
    expect(changes()).toMatchObject([
      {
        method: 'PATCH',
        path: '/dashboards/dsh_1/grants',
        body: [{ principal: 'user:u', level: 'share' }],
        ifMatch: '"1"',
      },
    ]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(changes().at(-1)).toMatchObject({ body: [{ level: 'view' }] }));
  });

  it('puts the level back when the server refuses, and says why', async () => {
    server.special = ({ method }) =>
      method === 'PATCH' ? refusal(403, 'forbidden', 'You hold less than that.') : null;
    const { user } = open();
    await user.click((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' }));
    await user.click(await screen.findByRole('menuitemradio', { name: /View & share/ }));
    expect(await screen.findByText('You hold less than that.')).toBeInTheDocument();
    expect((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' })).toBeVisible();
  });

  it('loads anew and says so when somebody else was first', async () => {
    server.special = ({ method }) => (method === 'PATCH' ? refusal(412, 'conflict', 'stale') : null);
    const { user } = open();
    await user.click((await row('Uma')).getByRole('button', { name: 'Level of Uma: View' }));
    server.grants = { ...server.grants, users: [entry('user:x', 'Xenia')] };
    await user.click(await screen.findByRole('menuitemradio', { name: /View & share/ }));
    expect(await screen.findByText(/Somebody else changed this list in the meantime/)).toBeInTheDocument();
    expect(await screen.findByText('Xenia')).toBeVisible();
    expect(screen.queryByText('Uma')).toBeNull();
  });

  it('shows a row that cannot be touched as text with its reason, and mends a disabled account', async () => {
    server.grants.users = [
      entry('user:e', 'Ede', { level: 'edit', frozen: 'above_you', can_remove: false, why_not: 'above_you' }),
      entry('user:g', 'Gus', {
        id: 'g',
        works: false,
        why: 'disabled',
        repair: { step: 'enable', by_you: true },
      }),
    ];
    const { user } = open();
    expect((await row('Ede')).getByRole('button', { name: /They hold more than you/ })).toBeVisible();
    expect((await row('Ede')).queryByRole('button', { name: /^Level of/ })).toBeNull();
    await user.click((await row('Gus')).getByRole('button', { name: 'Repair' }));
    const question = await screen.findByRole('dialog', { name: 'Enable the account of Gus?' });
    await user.click(within(question).getByRole('button', { name: 'Enable' }));
    await waitFor(() =>
      expect(changes()).toMatchObject([{ method: 'PATCH', path: '/users/g', body: { status: 'active' } }]),
    );
  });

  it('asks before the own last access goes', async () => {
    server.special = ({ method, query }) =>
      method === 'PATCH' && query.get('confirm') === null
        ? refusal(409, 'conflict', 'Your last access.', { reason: 'own_last_access' })
        : null;
    const { user, onClose } = open();
    await user.click((await row('Otto')).getByRole('button', { name: 'Remove Otto' }));
    const question = await screen.findByRole('dialog', { name: 'Take away your own access?' });
    await user.click(within(question).getByRole('button', { name: 'Take away my access' }));
    await waitFor(() => expect(navigate).toHaveBeenCalledWith({ to: '/' }));
    expect(changes().map(({ query }) => query.get('confirm'))).toEqual([null, 'true']);
    expect(onClose).toHaveBeenCalled();
  });

  it('adds by keyboard alone', async () => {
    const { user } = open();
    const box = await screen.findByRole('combobox', { name: 'Add people or groups' });
    await user.click(box);
    expect(
      await screen.findByRole('option', { name: /Bela.*has no access to this workspace yet/ }),
    ).toBeVisible();
    await user.type(box, 'mi');
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1));
    await user.keyboard('{Enter}');
    expect(screen.getByRole('button', { name: 'Remove Mia' })).toBeVisible();
    await user.keyboard('{Escape}{Enter}');
    await waitFor(() =>
      expect(changes()).toMatchObject([{ method: 'PATCH', body: [{ principal: 'user:m', level: 'view' }] }]),
    );
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove Mia' })).toBeNull());
  });

  it('never adds who stood first before the search had answered', async () => {
    const { user } = open();
    const box = await screen.findByRole('combobox', { name: 'Add people or groups' });
    await user.click(box);
    await screen.findByRole('option', { name: /Mia/ });
    await user.type(box, 'bela{Enter}');
    expect(await screen.findByRole('button', { name: 'Remove Bela' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Remove Mia' })).toBeNull();
  });

  it('is for reading only without the right to change', async () => {
    open(['open', 'see_grants']);
    expect(await screen.findByText('Otto')).toBeVisible();
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Level of/ })).toBeNull();
  });
});
