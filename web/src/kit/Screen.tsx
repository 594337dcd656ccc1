/** The frame of a screen with a list or a form: its parts one below the other, no wider than can be read. */
import type { ReactNode } from 'react';
import { cx } from '../ui';
import css from './Screen.module.css';

export function Screen({
  wide,
  narrow,
  children,
}: {
  wide?: boolean;
  /** For a short list: its last column stays near the first. */
  narrow?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cx(css['screen'], wide === true && css['wide'], narrow === true && css['narrow'])}>
      {children}
    </div>
  );
}
