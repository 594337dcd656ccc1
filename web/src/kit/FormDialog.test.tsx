/** Dialogs that send: once at a time, refusals where they belong, and closing. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ApiError } from '../api/problem';
import { Field, Input, ToastProvider, type ToastMessage } from '../ui';
import { FormDialog } from './FormDialog';
import { useSave } from './useSave';

type Options = {
  call: () => Promise<unknown>;
  ready?: boolean;
  quiet?: boolean;
  said?: ToastMessage;
  onClose?: () => void;
};

function Asking({ call, ready, quiet, said, onClose = () => {} }: Options) {
  const save = useSave(call, { onDone: onClose, said: () => said });
  return (
    <FormDialog
      title="Asking"
      save={save}
      onSubmit={() => save.send()}
      onClose={onClose}
      action="Send"
      {...(ready === undefined ? {} : { ready })}
      {...(quiet ? { refusal: null } : {})}
    >
      <Field label="Name" error={save.at('/name')}>
        {(control) => <Input {...control} defaultValue="x" />}
      </Field>
    </FormDialog>
  );
}

function open(options: Options) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <Asking {...options} />
      </ToastProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup({ pointerEventsCheck: 0 });
}

const refused = new ApiError('invalid', 422, 'No.', null, [{ pointer: '/name', message: 'Too short.' }]);

it('sends once while it is on its way, and closes when it is done', async () => {
  const done: (() => void)[] = [];
  const call = vi.fn(() => new Promise<void>((resolve) => done.push(resolve)));
  const onClose = vi.fn();
  const user = open({ call, onClose });
  const name = screen.getByLabelText('Name');
  await user.type(name, '{Enter}');
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-busy', 'true'),
  );
  await user.type(name, '{Enter}');
  expect(call).toHaveBeenCalledTimes(1);
  expect(onClose).not.toHaveBeenCalled();
  done[0]?.();
  await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
});

it('says a refusal at its field and above the form, and may be sent again', async () => {
  const call = vi.fn(() => Promise.reject(refused));
  const user = open({ call });
  await user.click(screen.getByRole('button', { name: 'Send' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Too short.');
  expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('Too short.');
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(call).toHaveBeenCalledTimes(2));
});

it('leaves it at the field where the form says so', async () => {
  const user = open({ call: () => Promise.reject(refused), quiet: true });
  await user.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(screen.getByLabelText('Name')).toHaveAccessibleDescription('Too short.'));
  expect(screen.queryByRole('alert')).toBeNull();
});

it('sends nothing before it is ready, also not by Enter', async () => {
  const call = vi.fn(() => Promise.resolve());
  const user = open({ call, ready: false });
  await user.type(screen.getByLabelText('Name'), '{Enter}');
  expect(screen.getByRole('button', { name: 'Send' })).toBeDisabled();
  expect(call).not.toHaveBeenCalled();
});

it('closes by Cancel and by Escape without sending', async () => {
  const call = vi.fn(() => Promise.resolve());
  const onClose = vi.fn();
  const user = open({ call, onClose });
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await user.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledTimes(2);
  expect(call).not.toHaveBeenCalled();
});

it('lets an undo be pressed that came with the message', async () => {
  const undo = vi.fn(() => Promise.resolve());
  function Undoable() {
    const save = useSave(undo, {
      said: () => ({ text: 'Done', action: { label: 'Undo', onSelect: () => save.send() } }),
    });
    return (
      <button type="button" onClick={() => save.send()}>
        Do
      </button>
    );
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToastProvider>
        <Undoable />
      </ToastProvider>
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Do' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(undo).toHaveBeenCalledTimes(2));
});
