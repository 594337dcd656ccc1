/** Above a dashboard, for who may save it: who does not see what was saved last, and approving it where that is the reader's. */
import { useState } from 'react';
import { WaitingDialog } from '../../access/WaitingDialog';
import type { Dashboard } from '../../api/types';
import { t } from '../../i18n/core';
import { Button, Notice } from '../../ui';
import { waitsText } from './waitsText';
import css from '../view/Dashboard.module.css';

export function Waits({ dashboard }: { dashboard: Dashboard }) {
  const [open, setOpen] = useState(false);
  const sentences = waitsText(dashboard);
  if (sentences.length === 0) return null;
  return (
    <div className={css['notes']}>
      <Notice
        tone="warn"
        actions={
          dashboard.waiting?.display && (
            <Button onClick={() => setOpen(true)}>{t('dashboards.waits.look')}</Button>
          )
        }
      >
        {sentences.join(' ')}
      </Notice>
      {open && (
        <WaitingDialog
          title={t('dashboards.waits.title', { title: dashboard.title })}
          path={`/dashboards/${dashboard.id}/display`}
          may={dashboard.can.includes('approve_display')}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
