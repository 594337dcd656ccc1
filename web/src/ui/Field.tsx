/**
 * Form parts: `Field` gives a control its label, hint and error and ties them together for assistive technology;
 * the controls are the browser's own. `children` is a function so that each control gets the ids.
 */
import { useId, type ComponentProps, type ReactNode, type Ref } from 'react';
import { cx } from './cx';
import { Icon } from './Icon';
import css from './Field.module.css';

export type ControlProps = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

export function Field({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** The word for "optional", shown behind the label. */
  optional?: string;
  hideLabel?: boolean;
  className?: string;
  children: (control: ControlProps) => ReactNode;
}) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const described = [hint ? hintId : '', error ? errorId : ''].filter(Boolean).join(' ');
  return (
    <div className={cx(css['field'], className)}>
      <label htmlFor={id} className={cx(css['label'], hideLabel && 'visually-hidden')}>
        {label}
        {optional && <span className={css['optional']}>{optional}</span>}
      </label>
      {children({
        id,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(error ? { 'aria-invalid': true as const } : {}),
      })}
      {error && (
        <p id={errorId} className={css['error']}>
          <Icon name="alert" size={14} />
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className={css['hint']}>
          {hint}
        </p>
      )}
    </div>
  );
}

export function Input({
  className,
  ref,
  ...rest
}: ComponentProps<'input'> & { ref?: Ref<HTMLInputElement> }) {
  return <input ref={ref} className={cx(css['control'], className)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea className={cx(css['control'], css['area'], className)} {...rest} />;
}

/** A search box; `label` is its accessible name. */
export function SearchInput({ label, className, ...rest }: ComponentProps<'input'> & { label: string }) {
  return (
    <span className={cx(css['search'], className)}>
      <Icon name="search" />
      <input type="search" className={css['control']} aria-label={label} {...rest} />
    </span>
  );
}

export type Option = { value: string; label: string; disabled?: boolean };

/** The browser's own select: best on phones, with the keyboard and for screen readers. */
export function Select({
  options,
  className,
  onValueChange,
  small,
  ...rest
}: Omit<ComponentProps<'select'>, 'children' | 'onChange'> & {
  options: readonly Option[];
  onValueChange?: (value: string) => void;
  small?: boolean;
}) {
  return (
    <span className={cx(css['select'], small && css['small'], className)}>
      <select className={css['control']} onChange={(event) => onValueChange?.(event.target.value)} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevronDown" size={14} />
    </span>
  );
}

export function Checkbox({
  label,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className={cx(css['check'], className)}>
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}
