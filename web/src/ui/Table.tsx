/** Pieces of a plain HTML table in the product's look. Sorting and virtual rows are the user's business. */
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import css from './Table.module.css';

/**
 * `label` names the table; it scrolls sideways inside its card instead of the page. With `cards`, rows become cards on
 * phones: give each `Td` but the first a `data-label`.
 */
export function Table({
  label,
  cards,
  className,
  children,
}: {
  label: string;
  cards?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    // Reachable by keyboard, so that it can be scrolled without a mouse.
    <div
      className={cx(css['scroll'], cards && css['cards'], className)}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table className={css['table']}>{children}</table>
    </div>
  );
}
type Align = { numeric?: boolean };
export function Th({ numeric, className, ...rest }: ComponentProps<'th'> & Align) {
  return <th scope="col" className={cx(numeric && css['numeric'], className)} {...rest} />;
}
export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & Align) {
  return <td className={cx(numeric && css['numeric'], className)} {...rest} />;
}

/** The last cell of a row: what can be done with it. `corner`: on phones it stands in the corner of the row's card. */
export function ActionCell({ corner, children }: { corner?: boolean; children: ReactNode }) {
  return <td className={cx(css['action'], corner && css['corner'])}>{children}</td>;
}
