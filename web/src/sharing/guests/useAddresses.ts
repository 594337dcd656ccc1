/** The field of addresses with what it has read so far. Reading is the server's: what is shown is what will be stored. */
import { useRef, useState } from 'react';
import { useApi } from '../../api/context';
import type { PastedAddresses } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { alike, noAddresses, splitDomains, toRead, withRead, type Addresses } from './addresses';

export function useAddresses(initial: Addresses = noAddresses) {
  const api = useApi();
  const [state, setState] = useState(initial);
  // What is read next builds on what was read last, also before that is drawn.
  const now = useRef(initial);
  const going = useRef<Promise<unknown>>(Promise.resolve());
  const [reading, setReading] = useState(0);
  const [error, setError] = useState<string>();
  const set = (part: Partial<Addresses>) => {
    now.current = { ...now.current, ...part };
    setState(now.current);
  };

  const read = async (text: string): Promise<void> => {
    const { domains, rest } = splitDomains(text);
    try {
      const answer: PastedAddresses =
        rest.trim() === ''
          ? { addresses: now.current.taken, refused: [] }
          : await api.post<PastedAddresses>('/recipients/parse', { text: toRead(now.current, rest) });
      const { text: typed } = now.current;
      set({ ...withRead(now.current, answer, domains), text: typed });
      setError(undefined);
    } catch (failure) {
      // Nothing that somebody has typed is lost.
      set({ text: [text, now.current.text].filter((one) => one.trim() !== '').join('\n') });
      setError(problemText(failure));
      throw failure;
    }
  };

  /** Reads a text, one after the other. */
  const take = (text: string): Promise<void> => {
    set({ text: '' });
    setReading((before) => before + 1);
    const next = going.current.then(() => read(text));
    const done = next.catch(() => {}).finally(() => setReading((before) => before - 1));
    going.current = done;
    return next;
  };

  return {
    state,
    reading: reading > 0,
    error,
    setError,
    take,
    type: (text: string) => {
      set({ text });
      setError(undefined);
    },
    remove: (address: string) => set({ taken: now.current.taken.filter((one) => one.address !== address) }),
    removeDomain: (domain: string) => set({ domains: now.current.domains.filter((one) => one !== domain) }),
    /** Takes a refused text away; to correct it, back into the field. */
    removeRefused: (text: string, correct: boolean) =>
      set({
        refused: now.current.refused.filter((one) => one.text !== text),
        ...(correct ? { text: [now.current.text, text].filter((one) => one !== '').join(', ') } : {}),
      }),
    clear: () => {
      set(noAddresses);
      setError(undefined);
    },
    /** Everything that was typed, read; null when that failed, or when somebody has to look twice first. */
    settle: async (): Promise<Addresses | null> => {
      const seen = alike(now.current).length;
      await going.current;
      if (now.current.text.trim() !== '') {
        try {
          await take(now.current.text);
        } catch {
          return null;
        }
      }
      // What looks like another address is never sent before that was shown.
      if (alike(now.current).length > seen) {
        setError(t('guests.problem_look_twice'));
        return null;
      }
      return now.current;
    },
  };
}

export type AddressesField = ReturnType<typeof useAddresses>;
