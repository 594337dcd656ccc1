/** The rule that would narrow a widget is one click away, and is not added twice. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { ShareCheck } from '../../api/types';
import { withRules } from './change';
import { Unreached } from './Unreached';

const rows: ShareCheck['unreached'][number]['rows'] = [
  { dataset: 'flights', predicate: { eq: ['origin', 'JFK'] } },
];
const widget = { widget: 'all', title: 'All flights', variable: 'origin', rows };

it('offers the proposed rule where it can be added, and tells it elsewhere', async () => {
  const onAdd = vi.fn();
  const { rerender } = render(<Unreached widgets={[widget]} onAdd={onAdd} />);
  await userEvent.click(screen.getByRole('button', { name: 'Add the rule' }));
  expect(onAdd).toHaveBeenCalledWith(rows);
  rerender(<Unreached widgets={[widget]} />);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText(/A row rule would narrow it/)).toBeVisible();
});

it('names choices that are not narrowed beside widgets', async () => {
  const onAdd = vi.fn();
  const choices = [{ picker: 'dest', label: 'Destination', variable: 'origin', rows }];
  render(<Unreached widgets={[]} choices={choices} onAdd={onAdd} />);
  expect(screen.getByText(/The choices of Destination do not read origin/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Add the rule' }));
  expect(onAdd).toHaveBeenCalledWith(rows);
});

it('calls a variable by its label', () => {
  const variables = [{ name: 'origin', label: 'Airport', type: 'string' as const, many: false }];
  render(<Unreached widgets={[widget]} variables={variables} />);
  expect(screen.getByText(/All flights does not read Airport/)).toBeVisible();
});

it('adds a rule as conditions, and once', () => {
  const columns = () => [{ name: 'origin', type: 'string' as const, hidden: false }];
  const once = withRules([], rows, columns);
  expect(once).toHaveLength(1);
  expect(once[0]).toMatchObject({ dataset: 'flights', mode: 'conditions' });
  expect(withRules(once, rows, columns)).toEqual(once);
});
