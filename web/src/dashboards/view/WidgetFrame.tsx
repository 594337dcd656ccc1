/** The frame of a widget, and words where it has no drawing: for the view of its kind, and for whatever else stands there. */
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx';
import css from './Widget.module.css';

export function WidgetFrame({
  title,
  menu,
  bare,
  busy,
  marked,
  children,
}: {
  title?: string | undefined;
  menu?: ReactNode;
  /** Without surface and border: controls stand on the page itself. */
  bare?: boolean;
  /** A newer answer is on its way. */
  busy?: boolean;
  /** The address points at it. */
  marked?: boolean;
  children: ReactNode;
}) {
  return (
    <article
      className={cx(css['frame'], bare && css['bare'], marked && css['marked'])}
      aria-label={title}
      aria-busy={busy || undefined}
    >
      {(title !== undefined && title !== '') || menu ? (
        <header className={css['head']}>
          <h2 className={css['title']} title={title}>
            {title}
          </h2>
          {menu && <span className={css['menu']}>{menu}</span>}
        </header>
      ) : null}
      <div className={cx(css['body'], busy && css['old'])}>{children}</div>
      {busy && <span className={css['progress']} aria-hidden="true" />}
    </article>
  );
}

/** Words for a widget that has no drawing. */
export function WidgetWords({
  title,
  hint,
  detail,
  action,
}: {
  title: string;
  hint?: string | undefined;
  /** The engine's own words, which are English. */
  detail?: string | undefined;
  action?: ReactNode;
}) {
  return (
    <div className={css['words']}>
      <p className={css['wordsTitle']}>{title}</p>
      {hint !== undefined && hint !== '' && <p className={css['wordsHint']}>{hint}</p>}
      {detail !== undefined && detail !== '' && (
        <p className={css['wordsDetail']} lang="en">
          {detail}
        </p>
      )}
      {action}
    </div>
  );
}
