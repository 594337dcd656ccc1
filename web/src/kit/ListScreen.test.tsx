/** Lists that are asked for: what stands there in each state of the question. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ApiError } from '../api/problem';
import { ListScreen, type Asked } from './ListScreen';

const here: Asked = { isPending: false, isSuccess: true, error: null };

function show(list: Asked, count: number, more: Partial<Parameters<typeof ListScreen>[0]> = {}) {
  render(
    <ListScreen
      list={list}
      count={count}
      wait={<p>waiting</p>}
      empty={<p>nothing yet</p>}
      none="nothing fits"
      {...more}
    >
      <p>the list</p>
    </ListScreen>,
  );
}
const search = (text: string) => ({ label: 'Find', text, onText: () => {} });

it('waits, and shows no list meanwhile', () => {
  show({ ...here, isPending: true, isSuccess: false }, 0);
  expect(screen.getByText('waiting')).toBeVisible();
  expect(screen.queryByText(/list|nothing/)).toBeNull();
});

it('tells an empty list from a search that finds nothing', () => {
  show(here, 0, { search: search('') });
  expect(screen.getByText('nothing yet')).toBeVisible();
  show(here, 0, { search: search('  xyz ') });
  expect(screen.getByText('nothing fits')).toBeVisible();
});

it('says why it failed, offers another try, and keeps what it has', async () => {
  const onAgain = vi.fn();
  show({ ...here, isSuccess: false, error: new ApiError('timeout', 504, '') }, 2, { onAgain });
  expect(screen.getByRole('alert')).toBeVisible();
  expect(screen.getByText('the list')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onAgain).toHaveBeenCalledTimes(1);
});

it('has a button for more only where there is more', async () => {
  const fetchNextPage = vi.fn();
  show({ ...here, hasNextPage: true, fetchNextPage }, 1);
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(fetchNextPage).toHaveBeenCalledTimes(1);
});

it('hands on what is typed', async () => {
  const onText = vi.fn();
  show(here, 1, { search: { label: 'Find', text: '', onText } });
  await userEvent.type(screen.getByRole('searchbox', { name: 'Find' }), 'a');
  expect(onText).toHaveBeenCalledWith('a');
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});
