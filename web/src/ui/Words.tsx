/** Small ways to say something beside the main thing: who, quieter words, several badges. */
import type { ReactNode } from 'react';
import { Avatar } from './Bits';
import { cx } from './cx';
import css from './Words.module.css';

/** A user, group or everybody: picture, name, and a quieter second line. */
export function Who({
  name,
  kind = 'user',
  children,
}: {
  name: string;
  kind?: 'user' | 'group' | 'all';
  /** Below the name. */
  children?: ReactNode;
}) {
  return (
    <span className={css['who']}>
      <Avatar name={name} kind={kind} size={28} />
      <span>
        <strong>{name}</strong>
        {children && <span className={css['second']}>{children}</span>}
      </span>
    </span>
  );
}

/** Quieter words inside of a line. */
export function Second({ children }: { children: ReactNode }) {
  return <span className={css['second']}>{children}</span>;
}

/** A quieter line of its own; takes no room while it is empty. */
export function Quiet({ role, children }: { role?: 'status'; children: ReactNode }) {
  return (
    <p className={cx(css['second'], css['quiet'])} role={role}>
      {children}
    </p>
  );
}

/** Several badges in as many lines as they need. */
export function Badges({ children }: { children: ReactNode }) {
  return <span className={css['badges']}>{children}</span>;
}
