/** What a menu and its items are given: shared by the button (Menu.tsx) and the part that loads later (MenuFloat.tsx). */
import type { ReactElement, ReactNode } from 'react';
import type { IconName } from './Icon';

export interface MenuProps {
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'center' | 'end';
  readonly children: ReactNode;
  readonly label?: string;
  readonly onOpenChange?: (open: boolean) => void;
}

export interface MenuItemProps {
  readonly icon?: IconName;
  readonly children: ReactNode;
  /** A second, quieter line: for a disabled item the reason. */
  readonly hint?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect?: () => void;
}

export interface MenuRadioProps<T extends string> {
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { value: T; label: ReactNode; hint?: ReactNode; disabled?: boolean }[];
}
