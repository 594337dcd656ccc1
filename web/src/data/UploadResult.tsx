/**
 * What an upload brought: how the file was read, what could not be read, columns with their types, and the types that
 * were not taken because something would be lost, each with its price and a button that takes it.
 */
import { url } from '../api/client';
import type { ReadNote, Uploaded } from '../api/types';
import { t } from '../i18n';
import { Button, buttonClass, Icon, Notice, Table, Td, Th } from '../ui';
import { ColumnChanges } from './ColumnChanges';
import { ColumnClocks } from './ColumnClocks';
import { ColumnOffers } from './ColumnOffers';
import { columnNotes, noteText, readAs, typeAsRead } from './readWords';
import type { Reading } from './sendFile';
import css from './UploadDialog.module.css';

/** Notes that stand apart: something is likely to be wrong with the file, or can be read in another way. */
const APART: ReadonlySet<ReadNote['kind']> = new Set(['no_rows', 'figures_as_names']);

export function UploadResult({
  result,
  isNew = false,
  onAgain,
}: {
  result: Uploaded;
  /** The dataset was made for this file: nothing reads its columns yet, whatever became of them on the way. */
  isNew?: boolean;
  /** Sends the file again, to be read as this says. */
  onAgain: (how: Reading) => void;
}) {
  const { dataset, loaded, bad_rows: bad, read } = result;
  const figures = read.notes.find(({ kind }) => kind === 'figures_as_names');
  const others = read.notes.filter(({ kind }) => !APART.has(kind));
  const anything = read.columns.some((column) => columnNotes(column).length > 0);
  return (
    <div className={css['form']}>
      <Notice
        tone={loaded > 0 ? 'good' : 'warn'}
        title={loaded > 0 ? t('data.upload.loaded', { count: loaded }) : t('data.upload.loadedNone')}
      >
        {read.notes.some(({ kind }) => kind === 'no_rows') && <p>{t('data.read.note.no_rows')}</p>}
        {t('data.upload.columnsFound', { count: read.columns.length })} {readAs(read)}.
      </Notice>
      {figures && (
        <Notice
          tone="warn"
          title={t('data.read.figuresTitle')}
          actions={
            <Button size="s" onClick={() => onAgain({ header: 'none' })}>
              {t('data.read.figuresAction')}
            </Button>
          }
        >
          {noteText(figures)}
        </Notice>
      )}
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
      {others.length > 0 && (
        <Notice title={t('data.read.title')}>
          <ul className={css['notes']}>
            {others.map((note) => (
              <li key={note.kind}>{noteText(note)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {!isNew && (
        <ColumnChanges changes={result.changes} opens={result.opens} startHidden={result.start_hidden} />
      )}
      <ColumnClocks columns={read.columns} onTypes={(types) => onAgain({ types })} />
      <ColumnOffers columns={read.columns} onTypes={(types) => onAgain({ types })} />
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
