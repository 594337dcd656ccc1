/** At the foot of a dashboard that a guest has opened: as whom, what else is shared with them, and the way out. */
import { basePath } from '../../api/basePath';
import { t } from '../../i18n/core';
import { useTexts } from './useTexts';
import css from './Gate.module.css';

export function GuestFoot({ address }: { address: string }) {
  useTexts();
  return (
    <span className={css['foot']}>
      {t('gate.youAre', { address })}
      <a href={`${basePath}/shared`}>{t('gate.allShared')}</a>
    </span>
  );
}
