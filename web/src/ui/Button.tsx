/** Buttons. `Button` has words; `IconButton` has only a picture and therefore needs a label. */
import type { ComponentProps, ReactNode, Ref } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './Icon';
import { Tooltip } from './Tooltip';
import css from './Button.module.css';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonProps = ComponentProps<'button'> & {
  variant?: Variant;
  size?: 's' | 'm';
  icon?: IconName;
  /** Work is under way: shows it, and swallows clicks without losing the focus. */
  busy?: boolean;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
};

export function Button({
  variant = 'secondary',
  size = 'm',
  icon,
  busy,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cx(css['button'], css[variant], css[size], className)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy ? <span className={css['spinner']} aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export type IconButtonProps = Omit<ButtonProps, 'icon' | 'children'> & { icon: IconName; label: string };

export function IconButton({ icon, label, variant = 'ghost', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <Button
        variant={variant}
        icon={icon}
        aria-label={label}
        className={cx(css['only'], className)}
        {...rest}
      />
    </Tooltip>
  );
}

/** Classes for a link that must look like a button. */
export function buttonClass(variant: Variant = 'secondary', size: 's' | 'm' = 'm'): string {
  return cx(css['button'], css[variant], css[size]);
}
