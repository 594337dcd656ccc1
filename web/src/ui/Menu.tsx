/** Menus that open from a button. `trigger` must be a button that takes a ref and props. */
import { createContext, type ReactElement, type ReactNode, use } from 'react';
import { FirstOpen } from './FirstOpen';
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

const load = () => import('./MenuFloat');
// What stands in a menu is drawn by the code that came when it opened.
const Kit = createContext<Awaited<ReturnType<typeof load>> | null>(null);

export function Menu(props: MenuProps) {
  return (
    <FirstOpen trigger={props.trigger} popup="menu" onOpen={props.onOpenChange} load={load}>
      {(kit) => (
        <Kit value={kit}>
          <kit.MenuFloat {...props} />
        </Kit>
      )}
    </FirstOpen>
  );
}

export function MenuItem(props: MenuItemProps) {
  const kit = use(Kit);
  return kit && <kit.Item {...props} />;
}

/** One choice out of several, with a check mark. */
export function MenuRadio<T extends string>(props: MenuRadioProps<T>) {
  const kit = use(Kit);
  return kit && <kit.Choices {...props} />;
}

export function MenuSeparator() {
  const kit = use(Kit);
  return kit && <kit.Line />;
}

export function MenuLabel({ children }: { children: ReactNode }) {
  const kit = use(Kit);
  return kit && <kit.Heading>{children}</kit.Heading>;
}
