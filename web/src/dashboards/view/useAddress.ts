/** The chosen state and the address of the page, kept alike: read once, written at every choice, read again on going back. */
import { use, useCallback, useEffect, useMemo, useState } from 'react';
import type { DashboardDocument } from '../../api/types';
import { type DashState, type ReadState, readState, type Unpack, writeState } from '../../document/state';

let unpacker: Promise<Unpack> | undefined;

// Suspends the page until the code is there, which it is after the first time; without it (no network) the word is
// passed over like any other damage.
function useUnpack(search: string): Unpack | undefined {
  if (!new URLSearchParams(search).has('s')) return undefined;
  unpacker ??= import('../../document/packed').then(
    (m) => m.unpack,
    () => () => null,
  );
  return use(unpacker);
}

export function useAddress(
  document: DashboardDocument,
): ReadState & { setState: (state: DashState) => void } {
  const [search, setSearch] = useState(() => location.search);
  // Notes belong to the address the reader came with, not to what the page wrote itself.
  const unpack = useUnpack(search);
  const read = useMemo(() => readState(search, document, unpack), [search, document, unpack]);
  const [came] = useState(() => location.search);
  const notes = useMemo(() => (search === came ? read.notes : []), [search, came, read]);
  useEffect(() => {
    const back = () => setSearch(location.search);
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const setState = useCallback(
    (state: DashState) => {
      const next = writeState(location.search, state, document);
      if (next !== location.search)
        history.pushState(history.state, '', `${location.pathname}${next}${location.hash}`);
      setSearch(next);
    },
    [document],
  );
  return { state: read.state, notes, setState };
}
