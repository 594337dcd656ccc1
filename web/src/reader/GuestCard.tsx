/** One card in the middle of an empty page: all that guests see besides a dashboard. Links nowhere. */
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { takeOver } from '../dashboards/view/painted';
import { BrandLogo } from '../dashboards/view/BrandLogo';
import { Icon, type IconName } from '../ui/Icon';
import { useBrand } from './Branded';
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
  const card = useRef<HTMLElement>(null);
  // A browser does this once for a page; the second card of one has to do it by itself.
  useEffect(() => card.current?.querySelector<HTMLElement>('[autofocus]')?.focus(), []);
  const brand = useBrand();
  return (
    <main className={css['page']}>
      <section ref={card} className={css['card']}>
        {brand?.logo ? (
          <span className={css['brand']}>
            <BrandLogo brand={brand} />
          </span>
        ) : (
          <span className={css['icon']}>
            <Icon name={icon} size={20} />
          </span>
        )}
        <h1>{title}</h1>
        {hint !== undefined && <p className={css['hint']}>{hint}</p>}
        {children}
      </section>
    </main>
  );
}
