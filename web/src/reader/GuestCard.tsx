/** One card in the middle of an empty page: all that guests see besides a dashboard. Links nowhere. */
import { type ReactNode, useLayoutEffect } from 'react';
import { takeOver } from '../dashboards/view/painted';
import { Icon, type IconName } from '../ui/Icon';
import css from './Guest.module.css';

export function GuestCard({
  icon,
  title,
  hint,
  children,
}: {
  icon: IconName;
  title: string;
  hint?: string;
  children?: ReactNode;
}) {
  useLayoutEffect(takeOver, []);
  return (
    <main className={css['page']}>
      <section className={css['card']}>
        <span className={css['icon']}>
          <Icon name={icon} size={20} />
        </span>
        <h1>{title}</h1>
        {hint !== undefined && <p className={css['hint']}>{hint}</p>}
        {children}
      </section>
    </main>
  );
}
