/** The floating half of a menu and what stands in it (see Menu.tsx), loaded when the first one opens. */
import * as Radix from '@radix-ui/react-dropdown-menu';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon } from './Icon';
import type { MenuItemProps, MenuProps, MenuRadioProps } from './menuProps';
import css from './Menu.module.css';

export function MenuFloat({ trigger, align = 'end', children, label, onOpenChange }: MenuProps) {
  return (
    <Radix.Root defaultOpen onOpenChange={onOpenChange}>
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

export function Item({ icon, children, hint, danger, disabled, onSelect }: MenuItemProps) {
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

export function Choices<T extends string>({ value, onChange, options }: MenuRadioProps<T>) {
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

export function Line() {
  return <Radix.Separator className={css['separator']} />;
}
export function Heading({ children }: { children: ReactNode }) {
  return <Radix.Label className={css['label']}>{children}</Radix.Label>;
}
