/** Title of a list screen, with the way down to its workspace above and what can be done beside. */
import type { ReactNode } from 'react';
import css from './PageHead.module.css';

export function PageHead({
  title,
  path,
  above,
  actions,
  children,
}: {
  title: ReactNode;
  /** Path of the workspace, topmost first. */
  path?: readonly { id: string; name: string }[];
  /** Instead of a path: a link back. */
  above?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className={css['head']}>
      <div className={css['words']}>
        {above}
        {path && path.length > 0 && (
          <p className={css['path']}>{path.map((step) => step.name).join(' / ')}</p>
        )}
        <h1>{title}</h1>
        {children}
      </div>
      {actions && <div className={css['actions']}>{actions}</div>}
    </header>
  );
}
