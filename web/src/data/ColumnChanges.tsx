/** What a new file changes of a dataset's columns: those that start hidden, are gone or have another type, and what reads them. */
import type { ColumnChange } from '../api/types';
import { t } from '../i18n';
import { Notice } from '../ui';
import { changeText } from './readWords';
import css from './UploadDialog.module.css';

export function ColumnChanges({
  changes,
  startHidden,
}: {
  changes: readonly ColumnChange[];
  startHidden: readonly string[];
}) {
  return (
    <>
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
