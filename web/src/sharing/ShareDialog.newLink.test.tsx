/** Making a link: what may be seen of the outside, what a link would open, and what stands in its way. */
import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { changes, everything, json, open, server, share } from './testing';

describe('A new link', () => {
  it('shows nothing of the outside to those who may not see it', async () => {
    open(['open', 'see_grants'], 'link');
    expect(await screen.findByRole('textbox', { name: 'Link to this dashboard' })).toBeVisible();
    expect(screen.queryByText('Outside links')).toBeNull();
    expect(server.calls.some(({ path }) => path.includes('shares'))).toBe(false);
  });

  it('says why none can be made', async () => {
    open(['open', 'see_shares'], 'link', 'view');
    expect(await screen.findByText(/Making links takes View & share/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'New link' })).toBeNull();
  });

  it('puts embed into the internal link', async () => {
    const { user } = open(everything, 'link');
    const url = await screen.findByRole('textbox', { name: 'Link to this dashboard' });
    expect(url).toHaveDisplayValue(/\/d\/dsh_1\/delays\?v\.origin=JFK$/);
    await user.click(screen.getByRole('switch', { name: 'Embed' }));
    expect(url).toHaveDisplayValue(/&embed=true$/);
  });

  it('says what a link opens, makes it, and shows it this once', async () => {
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'New link' }));
    expect(
      await screen.findByText('This opens 1 dataset, 2 columns, 58,665 rows, 1 Jan 2013 – 31 Dec 2013.'),
    ).toBeVisible();
    await user.clear(screen.getByRole('textbox', { name: 'Title' }));
    await user.click(screen.getByRole('button', { name: 'Create link' }));
    expect(screen.getByText('Give it a title.')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Title' })).toHaveFocus();
    await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Press');
    await user.selectOptions(screen.getByRole('combobox', { name: 'How Airport is shared' }), 'hidden');
    await user.click(screen.getByRole('button', { name: 'Create link' }));
    expect(await screen.findByRole('textbox', { name: 'Outside link' })).toHaveDisplayValue(
      'https://v.example/s/SECRET',
    );
    expect(changes()).toMatchObject([
      {
        method: 'POST',
        body: { kind: 'link', title: 'Press', variables: { origin: { locked: 'JFK', hidden: true } } },
      },
    ]);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    expect(screen.queryByRole('textbox', { name: 'Outside link' })).toBeNull();
  });

  it('names the widgets that a lock does not reach, with the rule that would', async () => {
    server.special = ({ path }) =>
      path.endsWith('/check')
        ? json({
            obstacles: [],
            opens: { datasets: [], columns: 0, rows_of: 1, choices: [] },
            unreached: [
              {
                widget: 'free',
                title: 'All airports',
                variable: 'origin',
                rows: [{ dataset: 'flights', predicate: { eq: ['origin', 'JFK'] } }],
              },
            ],
            revision: 1,
          })
        : null;
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: /New link/ }));
    expect(await screen.findByText('All airports does not read Airport')).toBeVisible();
    expect(screen.getByText(/A row rule would narrow it/)).toHaveTextContent('JFK');
  });

  it('shows what waits and approves the revision that was looked at', async () => {
    const sent: unknown[] = [];
    const waits = { ...share, waiting: true, can: [...share.can, 'approve'] };
    server.special = ({ path, method, body }) => {
      if (path === '/dashboards/dsh_1/shares') return json({ items: [waits], next_cursor: null });
      if (path === `/shares/${share.id}/waiting`)
        return json({
          revision: 7,
          shown_revision: 5,
          saved_at: '2026-11-29T10:00:00Z',
          saved_by: { id: 'usr_9', name: 'Otto' },
          changes: [{ what: 'widget', id: 'n', title: 'Delays', change: 'added' }],
          widgets: ['n'],
        });
      if (path === `/shares/${share.id}/approve` && method === 'POST') {
        sent.push(body);
        return json({ ...waits, waiting: false });
      }
      return null;
    };
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'Waits for approval' }));
    expect(await screen.findByText('New: Delays')).toBeVisible();
    expect(screen.getByText(/Saved by Otto/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Approve and show' }));
    await waitFor(() => expect(sent).toEqual([{ revision: 7 }]));
  });

  it('lists obstacles and makes no link while there are any', async () => {
    server.special = ({ path }) =>
      path.endsWith('/check')
        ? json({
            obstacles: [
              {
                code: 'dataset_stays_inside',
                on: { kind: 'dataset', id: 'dts_1', name: 'airlines' },
                lift_by: {
                  kind: 'holder',
                  permission: 'manage',
                  workspace: { id: 'wsp_1', name: 'Planning' },
                },
              },
              { code: 'restricted', on: { kind: 'dashboard' }, lift_by: { kind: 'editor' } },
            ],
            opens: { datasets: [], columns: 0, rows_of: 1, choices: [] },
          })
        : null;
    const { user } = open(everything, 'link');
    await user.click(await screen.findByRole('button', { name: 'New link' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'This data may not leave the organisation this fardataset airlines · can be lifted by whoever holds “Manage” in Planning',
    );
    expect(alert).toHaveTextContent(
      'Restricted: it is not shared to the outsidethis dashboard · can be lifted by whoever edits this dashboard',
    );
    expect(screen.getByRole('button', { name: 'Create link' })).toBeDisabled();
  });
});
