/** Of the dialog: the terms that few need, what stays of a draft, and a link that is shown once. */
import { screen, waitFor, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { changes, everything, json, open, server, share } from './testing';

const begin = async (user: UserEvent) => {
  await user.click(await screen.findByRole('button', { name: 'New link' }));
  return within(await screen.findByRole('form', { name: 'New link' }));
};
const create = 'Create link';

describe('The terms of a new link', () => {
  it('are sent as they are chosen and said in words before', async () => {
    const { user } = open(everything, 'link');
    const form = await begin(user);
    await user.selectOptions(form.getByRole('combobox', { name: 'Ends' }), 'Never');
    await user.click(form.getByRole('button', { name: 'More options' }));
    await user.click(form.getByRole('switch', { name: 'Open from some networks only' }));
    await user.type(form.getByRole('textbox', { name: 'Networks' }), '10.0.0.0/8{Enter}fd00::/8');
    await user.click(form.getByRole('switch', { name: 'Ask again after a while' }));
    await user.selectOptions(form.getByRole('combobox', { name: 'Widgets' }), 'Only these');
    // In reading order, and by what it is where it has no title.
    const ticks = within(form.getByRole('group', { name: 'Widgets' })).getAllByRole('checkbox');
    expect(ticks.map((one) => one.closest('label')?.textContent)).toEqual(['Mean delay', 'Table']);
    await user.click(form.getByRole('checkbox', { name: 'Table' }));
    await user.selectOptions(
      form.getByRole('combobox', { name: 'Later changes' }),
      'Stays as it is now (revision 7)',
    );
    await user.selectOptions(form.getByRole('combobox', { name: 'Language of the page' }), 'German');
    const said = form.getByText(/It shows 1 of 2 widgets\./);
    expect(said).toHaveTextContent(
      'It stays at revision 7, whatever is saved later. It opens from 10.0.0.0/8 or fd00::/8 only. Readers open it again after 1 hour. Its page is in German.',
    );
    await user.click(form.getByRole('button', { name: create }));
    await waitFor(() => expect(changes()).toHaveLength(1));
    expect(changes()[0]?.body).toEqual({
      kind: 'link',
      title: 'Delays',
      abilities: ['interact'],
      networks: ['10.0.0.0/8', 'fd00::/8'],
      session_hours: 1,
      widgets: ['table'],
      pinned: 7,
      language: 'de',
    });
  });

  it('says at which line a network is wrong, also what only the server knows', async () => {
    server.special = ({ path, body }) =>
      path.endsWith('/check') && JSON.stringify(body).includes('::ffff')
        ? json(
            {
              type: 'about:blank',
              title: 'Bad Request',
              status: 400,
              code: 'invalid',
              detail: 'The request is not right.',
              request_id: 'r',
              errors: [{ pointer: '/networks/1', message: 'write addresses of IPv4 as such' }],
            },
            400,
          )
        : null;
    const { user } = open(everything, 'link');
    const form = await begin(user);
    await user.click(form.getByRole('button', { name: 'More options' }));
    await user.click(form.getByRole('switch', { name: 'Open from some networks only' }));
    const networks = form.getByRole('textbox', { name: 'Networks' });
    await user.type(networks, '10.0.0.0/8{Enter}{Enter}10.1/16');
    await user.click(form.getByRole('button', { name: create }));
    expect(networks).toHaveAccessibleDescription(/Line 3: “10\.1\/16” is no address and no range/);
    expect(networks).toHaveFocus();
    expect(changes()).toEqual([]);
    await user.clear(networks);
    await user.type(networks, '10.0.0.0/8{Enter}::ffff:10.0.0.1');
    await waitFor(() =>
      expect(networks).toHaveAccessibleDescription(
        /Line 2, “::ffff:10\.0\.0\.1”: write addresses of IPv4 as such/,
      ),
    );
    expect(form.queryByText(/The request is not right/)).toBeNull();
  });
});

it('tells a list of links what each term is, with the day of the revision', async () => {
  server.shares = [{ ...share, pinned: 7, widgets: ['mean'], networks: ['10.0.0.0/8'] }];
  server.special = ({ path }) =>
    path === '/dashboards/dsh_1/revisions'
      ? json({
          items: [
            {
              revision: 7,
              saved_at: '2026-05-03T10:00:00Z',
              saved_by: { id: 'o', name: 'Otto' },
              title: 'x',
            },
          ],
          next_cursor: null,
        })
      : null;
  open(everything, 'link');
  expect(await screen.findByText('stays at revision 7 of 3 May 2026')).toBeVisible();
  expect(screen.getByText('shows 1 of 2 widgets')).toBeVisible();
  expect(screen.getByText('opens from 10.0.0.0/8 only')).toBeVisible();
});

describe('A draft', () => {
  it('is there again when the dialog was closed over it, and can be thrown away', async () => {
    const first = open(everything, 'link');
    const form = await begin(first.user);
    await first.user.type(form.getByRole('textbox', { name: 'Title' }), ' for the press');
    first.unmount();

    // Opened as from the head of the page: at the door where something waits.
    const { user } = open(everything, null);
    const again = within(await screen.findByRole('form', { name: 'New link' }));
    expect(again.getByRole('textbox', { name: 'Title' })).toHaveValue('Delays for the press');
    expect(again.getByText('You had begun this and not finished.')).toBeVisible();
    await user.click(again.getByRole('button', { name: 'Start over' }));
    expect(again.getByRole('textbox', { name: 'Title' })).toHaveValue('Delays');
    expect(again.queryByRole('button', { name: 'Start over' })).toBeNull();
  });

  it('outlives a look through another door', async () => {
    const { user } = open(everything, 'link');
    const form = await begin(user);
    await user.type(form.getByRole('textbox', { name: 'Title' }), ' for the press');
    await user.click(screen.getByRole('tab', { name: 'People' }));
    await user.click(screen.getByRole('tab', { name: 'Link' }));
    expect(await screen.findByRole('textbox', { name: 'Title' })).toHaveValue('Delays for the press');
  });

  it('is gone when it was left on purpose or sent', async () => {
    const { user } = open(everything, 'link');
    const form = await begin(user);
    await user.type(form.getByRole('textbox', { name: 'Title' }), ' for nobody');
    await user.click(form.getByRole('button', { name: 'Cancel' }));
    const next = await begin(user);
    expect(next.getByRole('textbox', { name: 'Title' })).toHaveValue('Delays');
    await user.type(next.getByRole('textbox', { name: 'Title' }), ' for all');
    await user.click(next.getByRole('button', { name: create }));
    await screen.findByRole('textbox', { name: 'Outside link' });
    const third = await begin(user);
    expect(third.getByRole('textbox', { name: 'Title' })).toHaveValue('Delays');
  });
});

describe('A link that is shown once', () => {
  const made = async () => {
    const all = open(everything, 'link');
    const form = await begin(all.user);
    await all.user.click(form.getByRole('button', { name: create }));
    await screen.findByRole('textbox', { name: 'Outside link' });
    return all;
  };

  it('asks before Escape closes it uncopied', async () => {
    const { user, onClose } = await made();
    await user.keyboard('{Escape}');
    const question = within(await screen.findByRole('dialog', { name: 'Close without copying the link?' }));
    await user.click(question.getByRole('button', { name: 'Cancel' }));
    expect(onClose).not.toHaveBeenCalled();
    expect(screen.getByRole('textbox', { name: 'Outside link' })).toHaveDisplayValue(/SECRET/);
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Close without it' }));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('stays while another door is looked at, and closes at once when it was copied', async () => {
    const { user, onClose } = await made();
    await user.click(screen.getByRole('tab', { name: 'People' }));
    await user.click(screen.getByRole('tab', { name: 'Link' }));
    const field = await screen.findByRole('textbox', { name: 'Outside link' });
    await user.click(within(field.closest('section') ?? document.body).getByRole('button', { name: 'Copy' }));
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledOnce();
  });
});

it('narrows the rows of the only dataset in one act', async () => {
  server.special = ({ path }) =>
    path.startsWith('/datasets') || path.includes('/datasets')
      ? json({
          items: [
            {
              id: 'dts_1',
              name: 'flights',
              label: 'Flights',
              columns: [{ name: 'carrier', type: 'string' }],
            },
          ],
          next_cursor: null,
        })
      : null;
  const { user } = open(everything, 'link');
  const form = await begin(user);
  await user.click(await form.findByRole('button', { name: 'Limit the rows of Flights' }));
  expect(form.getByRole('group', { name: 'Rows of Flights' })).toBeVisible();
});
