/** Menus that open from a button. `trigger` must be a button that takes a ref and props. */
import * as Radix from '@radix-ui/react-dropdown-menu';
import type { ReactElement, ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './Icon';
import css from './Menu.module.css';

export function Menu({
  trigger,
  align = 'end',
  children,
  label,
  onOpenChange,
}: {
  trigger: ReactElement;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
  label?: string;
  onOpenChange?: (open: boolean) => void;
}) {
  return (
    <Radix.Root onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css['menu']}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({
  icon,
  children,
  hint,
  danger,
  disabled,
  onSelect,
}: {
  icon?: IconName;
  children: ReactNode;
  /** A second, quieter line: for a disabled item the reason. */
  hint?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  onSelect?: () => void;
}) {
  return (
    <Radix.Item className={cx(css['item'], danger && css['danger'])} disabled={disabled} onSelect={onSelect}>
      <span className={css['mark']}>{icon && <Icon name={icon} />}</span>
      <span className={css['words']}>
        {children}
        {hint && <span className={css['hint']}>{hint}</span>}
      </span>
    </Radix.Item>
  );
}

/** One choice out of several, with a check mark. */
export function MenuRadio<T extends string>({
  value,
  onChange,
  options,
}: {
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
}) {
  return (
    <Radix.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <Radix.RadioItem
          key={option.value}
          value={option.value}
          disabled={option.disabled}
          className={css['item']}
        >
          <span className={css['mark']}>
            <Radix.ItemIndicator>
              <Icon name="check" />
            </Radix.ItemIndicator>
          </span>
          <span className={css['words']}>
            {option.label}
            {option.hint && <span className={css['hint']}>{option.hint}</span>}
          </span>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Radix.Separator className={css['separator']} />;
}
export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className={css['label']}>{children}</Radix.Label>;
}
