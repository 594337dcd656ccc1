/** Something small that floats beside its button and takes input. For lists of commands use Menu. */
import * as Radix from '@radix-ui/react-popover';
import type { ReactElement, ReactNode } from 'react';
import css from './Popover.module.css';

export function Popover({
  trigger,
  label,
  align = 'start',
  open,
  onOpenChange,
  children,
}: {
  trigger: ReactElement;
  label: string;
  align?: 'start' | 'center' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className={css['popover']}
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
export const PopoverClose = Radix.Close;
