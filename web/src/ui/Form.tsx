/** How the parts of a form stand: below each other, in pairs, gathered under a word, with the buttons at the end. */
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';
import css from './Form.module.css';

/** Parts one below the other, where they are not inside of a form already. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={css['stack']}>{children}</div>;
}

/** A form without the browser's own reload; its parts stand one below the other. */
export function Form({ className, onSubmit, ...rest }: ComponentProps<'form'>) {
  return (
    <form
      className={cx(css['stack'], className)}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.(event);
      }}
      {...rest}
    />
  );
}

/** Two fields side by side; one below the other on phones. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={css['pair']}>{children}</div>;
}

/** Controls that belong together, under a word. */
export function Fieldset({ legend, children }: { legend: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={css['fieldset']}>
      <legend>{legend}</legend>
      {children}
    </fieldset>
  );
}

/** The buttons at the end, the one that does it last. */
export function Buttons({ children }: { children: ReactNode }) {
  return <div className={css['buttons']}>{children}</div>;
}
