/** Every path that gives, takes or limits, one sentence each, with a mark for its effect. */
import type { Step } from '../api/peopleTypes';
import { t } from '../i18n/core';
import { Icon, type IconName } from '../ui';
import { sentence } from './sentences';
import css from './PathList.module.css';

const effectIcon: Record<Step['effect'], IconName> = { gives: 'check', takes: 'x', limits: 'minus' };

export function PathList({ paths }: { paths: readonly Step[] }) {
  return (
    <ul className={css['paths']}>
      {paths.map((step, index) => (
        <li key={index} data-effect={step.effect}>
          <Icon name={effectIcon[step.effect]} size={14} />
          <span>
            <span className="visually-hidden">{t(`access.path.effect_${step.effect}`)} </span>
            {sentence(step)}
          </span>
        </li>
      ))}
    </ul>
  );
}
