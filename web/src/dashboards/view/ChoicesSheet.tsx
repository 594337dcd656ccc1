/** The choices of a dashboard in a sheet, as phones show them. Apart from the head, because dialogs load when they open. */
import type { ReactNode } from 'react';
import { t } from '../../i18n/core';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import css from './Dashboard.module.css';

export function ChoicesSheet({ onClose, children }: { onClose: () => void; children: ReactNode }) {
  return (
    <Dialog
      onClose={onClose}
      title={t('view.choices')}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('view.show')}
        </Button>
      }
    >
      <div className={css['sheet']}>{children}</div>
    </Dialog>
  );
}
