/** Menus that open from a button. `trigger` must be a button that takes a ref and props. */
import { createContext, type ReactNode, use } from 'react';
import { FirstOpen } from './FirstOpen';
import type { MenuItemProps, MenuProps, MenuRadioProps } from './menuProps';

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
