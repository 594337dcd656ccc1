/**
 * Sending what a form or a question holds: once at a time, with what was refused kept for its field, and a word when it
 * is done. What else follows is its caller's business. Asks nothing: that is useQuery.
 */
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiError } from '../api/problem';
import { problemText } from '../api/problemText';
import { useToast, type ToastMessage } from '../ui';

export interface Saving<Sent, Kept = unknown> {
  /** Sends; does nothing while something is on its way. */
  readonly send: (sent: Sent) => void;
  readonly busy: boolean;
  /** What the last try was refused with; null while there was none, and while the next is on its way. */
  readonly error: unknown;
  /** What the server said about one field (JSON pointer). */
  readonly at: (pointer: string) => string | undefined;
  /** What came back. */
  readonly data: Kept | undefined;
}

export interface SaveOptions<Sent, Kept> {
  /** The words for "done": a text or a whole message; none says nothing. */
  readonly said?: (kept: Kept, sent: Sent) => string | ToastMessage | undefined;
  readonly onDone?: (kept: Kept, sent: Sent) => void;
  readonly onFailed?: (error: Error) => void;
  /** Takes a refusal over, such as one that is asked about: nothing else is said of it. */
  readonly onAsked?: (error: Error, sent: Sent) => boolean;
  /** Afterwards, done or not; `send` counts as on its way until it is through. */
  readonly onSettled?: () => unknown;
  /** Where no form stands that could show it, a refusal is a message. */
  readonly failsInToast?: boolean;
}

export function useSave<Sent = void, Kept = unknown>(
  call: (sent: Sent) => Promise<Kept>,
  { said, onDone, onFailed, onAsked, onSettled, failsInToast = false }: SaveOptions<Sent, Kept> = {},
): Saving<Sent, Kept> {
  const toast = useToast();
  // Not `isPending`: an undo that is pressed later holds the function of the moment when its message came.
  const going = useRef(false);
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: call,
    onSuccess: (kept, sent) => {
      const words = said?.(kept, sent);
      if (words !== undefined) toast(typeof words === 'string' ? { kind: 'good', text: words } : words);
      onDone?.(kept, sent);
    },
    onError: (failure, sent) => {
      if (onAsked?.(failure, sent) === true) return;
      if (failsInToast) toast({ kind: 'bad', text: problemText(failure) });
      onFailed?.(failure);
    },
    onSettled: async () => {
      try {
        await onSettled?.();
      } finally {
        going.current = false;
      }
    },
  });
  return {
    send: (sent) => {
      if (going.current) return;
      going.current = true;
      mutate(sent);
    },
    busy: isPending,
    error,
    at: (pointer) => (error instanceof ApiError ? error.at(pointer) : undefined),
    data,
  };
}
