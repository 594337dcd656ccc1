/** What a new file changes of a dataset's columns: those that are open or start hidden, are gone or have another type, and what reads them. */
import type { ColumnChange } from '../api/types';
import { t } from '../i18n';
import { Notice } from '../ui';
import { changeText } from './readWords';
import css from './UploadDialog.module.css';

export function ColumnChanges({
  changes,
  opens,
  startHidden,
}: {
  changes: readonly ColumnChange[];
  opens: readonly string[];
  startHidden: readonly string[];
}) {
  return (
    <>
      {opens.length > 0 && (
        <Notice tone="warn" title={t('data.changes.opensTitle', { count: opens.length })}>
          {t('data.changes.opens', { names: opens.join(', ') })}
        </Notice>
      )}
      {startHidden.length > 0 && (
        <Notice tone="warn" title={t('data.changes.hiddenTitle', { count: startHidden.length })}>
          {t('data.changes.hidden', { names: startHidden.join(', ') })}
        </Notice>
      )}
      {changes.length > 0 && (
        <Notice tone="warn" title={t('data.changes.title')}>
          <ul className={css['notes']}>
            {changes.map((change) => (
              <li key={change.name}>{changeText(change)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
