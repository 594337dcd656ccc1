/** Tabs over one place. Panels are drawn by `TabPanel` inside the same `Tabs`. */
import * as Radix from '@radix-ui/react-tabs';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './Icon';
import css from './Tabs.module.css';

export type TabItem = {
  value: string;
  label: ReactNode;
  icon?: IconName;
  count?: number;
  disabled?: boolean;
};

export function Tabs({
  value,
  onValueChange,
  items,
  label,
  vertical,
  className,
  beside,
  children,
}: {
  value: string;
  onValueChange: (value: string) => void;
  items: readonly TabItem[];
  /** Accessible name of the tab list. */
  label: string;
  /** Tabs on the left (on phones they lie on top). */
  vertical?: boolean;
  className?: string;
  /** Stands at the end of the row of tabs. */
  beside?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <Radix.Root
      value={value}
      onValueChange={onValueChange}
      orientation={vertical ? 'vertical' : 'horizontal'}
      className={cx(css['tabs'], vertical && css['vertical'], className)}
    >
      <div className={css['row']}>
        <Radix.List className={css['list']} aria-label={label}>
          {items.map((item) => (
            <Radix.Trigger
              key={item.value}
              value={item.value}
              disabled={item.disabled}
              className={css['tab']}
            >
              {item.icon && <Icon name={item.icon} />}
              {item.label}
              {item.count !== undefined && <span className={css['count']}>{item.count}</span>}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {beside}
      </div>
      {children}
    </Radix.Root>
  );
}

export function TabPanel({
  value,
  className,
  children,
}: {
  value: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Radix.Content value={value} className={cx(css['panel'], className)}>
      {children}
    </Radix.Content>
  );
}
