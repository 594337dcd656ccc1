/** For whom a share is, where that is more than "whoever has the link": what its form holds and sends beside the terms. */
import type { ReactNode } from 'react';

export type Audience = {
  /** Stands first. */
  fields?: ReactNode;
  /** Stands before the terms, folded away with them. */
  more?: ReactNode;
  /** What it says now: for the check before making. */
  body: object;
  /** What it changes of a share that is there. */
  patch: object;
  /** Something that is folded away needs to be looked at. */
  faulty: boolean;
  /** Reads what was typed last, and answers what is sent; null: something is wrong, and stands at its field. */
  settle: () => Promise<object | null>;
  /** Proves itself: no password is asked on top. */
  proves: boolean;
  /** The terms stand open from the beginning: they are what it is about. */
  whole?: boolean;
};
