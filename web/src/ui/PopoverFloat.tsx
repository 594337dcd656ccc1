/** The floating half of a popover (see Popover.tsx), loaded when the first one opens. */
import * as Radix from '@radix-ui/react-popover';
import type { PopoverProps } from './popoverProps';
import css from './Popover.module.css';

export function PopoverFloat({
  trigger,
  label,
  align = 'start',
  open,
  onOpenChange,
  children,
}: PopoverProps) {
  return (
    <Radix.Root defaultOpen open={open} onOpenChange={onOpenChange}>
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
