/**
 * What an upload brought: how the file was read, what could not be read, columns with their types, and the types that
 * were not taken because something would be lost, each with its price and a button that takes it.
 */
import { url } from '../api/client';
import type { Uploaded } from '../api/types';
import { t } from '../i18n';
import { buttonClass, Icon, Notice, Table, Td, Th } from '../ui';
import { ColumnChanges } from './ColumnChanges';
import { ColumnClocks } from './ColumnClocks';
import { ColumnOffers } from './ColumnOffers';
import { columnNotes, noteText, readAs, typeAsRead } from './readWords';
import css from './UploadDialog.module.css';

export function UploadResult({
  result,
  onTypes,
}: {
  result: Uploaded;
  /** Sends the file again with another type for a column, as the offer says it. */
  onTypes: (types: string) => void;
}) {
  const { dataset, loaded, bad_rows: bad, read } = result;
  const anything = read.columns.some((column) => columnNotes(column).length > 0);
  return (
    <div className={css['form']}>
      <Notice tone="good" title={t('data.upload.loaded', { count: loaded })}>
        {t('data.upload.columnsFound', { count: read.columns.length })} {readAs(read)}.
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
      {read.notes.length > 0 && (
        <Notice title={t('data.read.title')}>
          <ul className={css['notes']}>
            {read.notes.map((note) => (
              <li key={note.kind}>{noteText(note)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <ColumnChanges changes={result.changes} opens={result.opens} startHidden={result.start_hidden} />
      <ColumnClocks columns={read.columns} onTypes={onTypes} />
      <ColumnOffers columns={read.columns} onTypes={onTypes} />
      <Table label={t('data.columns')} className={css['columns']}>
        <thead>
          <tr>
            <Th>{t('data.column.name')}</Th>
            <Th>{t('data.column.type')}</Th>
            {anything && <Th>{t('data.read.column.notes')}</Th>}
          </tr>
        </thead>
        <tbody>
          {read.columns.map((column) => (
            <tr key={column.name}>
              <Td>
                <code>{column.name}</code>
              </Td>
              <Td>{typeAsRead(column)}</Td>
              {anything && (
                <Td>
                  {columnNotes(column).map((note) => (
                    <p key={note} className={css['note']}>
                      {note}
                    </p>
                  ))}
                </Td>
              )}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
