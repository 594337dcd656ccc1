/** What an upload brought: rows loaded, rows refused with a file of reasons, and the columns with their types. */
import { url } from '../api/client';
import type { Uploaded } from '../api/types';
import { t } from '../i18n';
import { buttonClass, Icon, Notice, Table, Td, Th } from '../ui';
import { typeText } from './words';
import css from './UploadDialog.module.css';

export function UploadResult({ result }: { result: Uploaded }) {
  const { dataset, loaded, bad_rows: bad } = result;
  return (
    <div className={css['form']}>
      <Notice tone="good" title={t('data.upload.loaded', { count: loaded })}>
        {t('data.upload.columnsFound', { count: dataset.columns.length })}
      </Notice>
      {bad > 0 && (
        <Notice
          tone="warn"
          title={t('data.badRows', { count: bad })}
          actions={
            <a
              className={buttonClass('secondary', 's')}
              href={url(`/datasets/${dataset.id}/bad-rows`)}
              download
            >
              <Icon name="download" size={14} />
              {t('data.badRowsDownload')}
            </a>
          }
        >
          {t('data.badRowsHint')}
        </Notice>
      )}
      <Table label={t('data.columns')} className={css['columns']}>
        <thead>
          <tr>
            <Th>{t('data.column.name')}</Th>
            <Th>{t('data.column.type')}</Th>
          </tr>
        </thead>
        <tbody>
          {dataset.columns.map((column) => (
            <tr key={column.name}>
              <Td>
                <code>{column.name}</code>
              </Td>
              <Td>{typeText(column.type)}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
