/** Which rows of the list are chosen, and what can be done to them together. */
import { useState } from 'react';
import type { Id, Share, SharesBulkBody } from '../../api/types';

export type Act = SharesBulkBody['do'];

/** The word of a share's `can` that each act takes. */
const takes: Readonly<Record<Act, string>> = {
  pause: 'pause',
  resume: 'resume',
  shorten: 'edit',
  end: 'end',
};
export const acts = Object.keys(takes) as Act[];

export const mayDo = (share: Share, act: Act) => share.can.includes(takes[act]);

/** Whether anything can be done to it in a row with others. */
export const selectable = (share: Share) => acts.some((act) => mayDo(share, act));

export interface Selection {
  readonly chosen: readonly Share[];
  /** All that can be chosen are. */
  readonly every: boolean;
  readonly has: (id: Id) => boolean;
  readonly set: (id: Id, on: boolean) => void;
  readonly setAll: (on: boolean) => void;
}

/** What is not in the list any more is not chosen any more. */
export function useSelection(shares: readonly Share[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<Id>>(new Set());
  const can = shares.filter(selectable);
  const chosen = can.filter(({ id }) => ids.has(id));
  return {
    chosen,
    every: can.length > 0 && chosen.length === can.length,
    has: (id) => chosen.some((share) => share.id === id),
    set: (id, on) =>
      setIds((before) => new Set(on ? [...before, id] : [...before].filter((other) => other !== id))),
    setAll: (on) => setIds(new Set(on ? can.map(({ id }) => id) : [])),
  };
}
