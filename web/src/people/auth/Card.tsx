/** The centred card on which everything before the app stands: sign in, setup. */
import type { ReactNode } from 'react';
import { Logo } from '../../ui/Logo';
import { t } from '../../i18n';
import css from './Card.module.css';

export function Card({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className={css['page']}>
      <div className={css['brand']}>
        <Logo size={32} />
        <span>{t('app.product')}</span>
      </div>
      <section className={css['card']}>
        <h1>{title}</h1>
        {intro && <p className={css['intro']}>{intro}</p>}
        {children}
      </section>
    </main>
  );
}
export const formClass = css['form'];
