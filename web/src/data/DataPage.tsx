/** All datasets that dashboards of this workspace can read: its own and those from further up. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useDatasets } from '../api/queries';
import type { Dataset } from '../api/types';
import { PageHead } from '../kit/PageHead';
import { ListScreen } from '../kit/ListScreen';
import { Screen } from '../kit/Screen';
import { usePageTitle } from '../kit/pageTitle';
import { useWorkspace } from '../kit/workspace';
import { t } from '../i18n';
import { formatAgo, formatDateTime, formatNumber } from '../i18n/format';
import { Badge, Button, EmptyState, Icon, Table, Td, Th } from '../ui';
import { DropZone } from './DropZone';
import { UploadDialog } from './UploadDialog';
import { kindText, outsideText } from './words';
import css from './DataPage.module.css';

export function DataPage() {
  usePageTitle(t('app.nav.data'));
  const { current, loading, can } = useWorkspace();
  const list = useDatasets(current?.id);
  const [text, setText] = useState('');
  const [uploading, setUploading] = useState<{ file: File | null } | null>(null);
  const manages = can('manage_data');
  const needle = text.trim().toLowerCase();
  const shown = (list.data ?? []).filter(
    (one) => one.label.toLowerCase().includes(needle) || one.name.includes(needle),
  );
  if (!loading && !current) {
    return (
      <EmptyState icon="workspace" title={t('app.workspace.noneAtAll')}>
        {t('app.workspace.noneAtAllHint')}
      </EmptyState>
    );
  }
  const empty = list.isSuccess && list.data.length === 0;
  return (
    <Screen>
      <PageHead
        title={t('app.nav.data')}
        path={current?.path}
        actions={
          manages &&
          !empty && (
            <Button variant="primary" icon="upload" onClick={() => setUploading({ file: null })}>
              {t('data.upload.button')}
            </Button>
          )
        }
      />
      <ListScreen
        list={list}
        count={list.data?.length ?? 0}
        search={
          empty || !list.isSuccess
            ? undefined
            : { label: t('data.find'), text, onText: setText, className: css['find'] }
        }
        className={css['finder']}
        wait={240}
        empty={
          <>
            <EmptyState icon="database" title={t('data.empty.title')}>
              {manages ? t('data.empty.hint') : t('data.empty.viewerHint')}
            </EmptyState>
            {manages && (
              <div className={css['first']}>
                <DropZone onFile={(file) => setUploading({ file })}>{t('data.upload.drop')}</DropZone>
              </div>
            )}
          </>
        }
      >
        <DatasetTable datasets={shown} workspace={current?.id ?? ''} />
        {shown.length === 0 && <p className={css['none']}>{t('data.none')}</p>}
        {manages && (
          <DropZone compact onFile={(file) => setUploading({ file })}>
            {t('data.upload.drop')}
          </DropZone>
        )}
      </ListScreen>
      {uploading && current && (
        <UploadDialog
          file={uploading.file}
          onFile={(file) => setUploading({ file })}
          workspace={current.id}
          onClose={() => setUploading(null)}
        />
      )}
    </Screen>
  );
}

function DatasetTable({ datasets, workspace }: { datasets: readonly Dataset[]; workspace: string }) {
  if (datasets.length === 0) return null;
  return (
    <Table label={t('app.nav.data')} className={css['table']} cards>
      <thead>
        <tr>
          <Th>{t('data.dataset')}</Th>
          <Th>{t('data.kind.title')}</Th>
          <Th numeric>{t('data.columns')}</Th>
          <Th numeric>{t('data.rows')}</Th>
          <Th>{t('data.fresh')}</Th>
          <Th>{t('data.outside.title')}</Th>
        </tr>
      </thead>
      <tbody>
        {datasets.map((one) => (
          <tr key={one.id}>
            <Td>
              <Link to="/data/$id" params={{ id: one.id }} search={{ workspace }} className={css['open']}>
                {one.label}
              </Link>
              <code className={css['name']}>{one.name}</code>
            </Td>
            <Td data-label={t('data.kind.title')}>
              <span className={css['marks']}>
                <Badge>{kindText(one.kind)}</Badge>
                {one.inherited && (
                  <Badge title={t('app.mark.inheritedHint')}>{t('app.mark.inherited')}</Badge>
                )}
                {one.bad_rows > 0 && (
                  <Badge tone="warn" icon="alert">
                    {t('data.badRowsShort', { count: one.bad_rows })}
                  </Badge>
                )}
              </span>
            </Td>
            <Td numeric data-label={t('data.columns')}>
              {formatNumber(one.columns.length)}
            </Td>
            <Td numeric data-label={t('data.rows')}>
              {formatNumber(one.row_count)}
            </Td>
            <Td className={css['nowrap']} data-label={t('data.fresh')}>
              <time dateTime={one.updated_at ?? undefined} title={formatDateTime(one.updated_at)}>
                {one.updated_at
                  ? formatAgo(one.updated_at)
                  : t((one.row_count ?? 0) > 0 ? 'data.ongoing' : 'data.never')}
              </time>
            </Td>
            <Td className={css['nowrap']} data-label={t('data.outside.title')}>
              <span className={css['outside']}>
                <Icon name={one.outside === 'nobody' ? 'lock' : 'globe'} size={14} />
                {outsideText(one.outside)}
              </span>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
