/** The first rows of a dataset, as this user may see them in this workspace. */
import { useQuery } from '@tanstack/react-query';
import { userClient } from '../api/client';
import type { Answer, Dataset } from '../api/types';
import { problemText } from '../api/problemText';
import { locale, t, tMaybe } from '../i18n';
import { formatNumber } from '../i18n/format';
import { EmptyState, Notice, Skeleton, Table, Td, Th } from '../ui';
import css from './DatasetPage.module.css';

const numeric = new Set(['int', 'float', 'decimal', 'duration']);

export function Preview({ dataset, workspace }: { dataset: Dataset; workspace: string }) {
  const { data, error, isPending } = useQuery({
    queryKey: [...keysOf(dataset), workspace],
    queryFn: ({ signal }) =>
      userClient.get<Answer>(`/datasets/${dataset.id}/preview`, { signal, query: { workspace } }),
  });
  if (error) return <Notice tone="bad">{problemText(error)}</Notice>;
  if (isPending) return <Skeleton height={320} />;
  if (data.rows.length === 0) {
    return (
      <EmptyState icon="table" title={t('data.noRows')}>
        {t(dataset.kind === 'ingest' ? 'data.noRowsIngest' : 'data.noRowsHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <Table label={t('data.preview')} className={css['preview']}>
        <thead>
          <tr>
            {data.columns.map((column) => (
              <Th key={column.name} numeric={numeric.has(column.type)}>
                {column.label ?? column.name}
                <span>
                  {[tMaybe(`data.type.${column.type}`, column.type), zoneOf(column.type), column.unit]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows have no identity of their own
            <tr key={index}>
              {data.columns.map((column, at) => (
                <Td key={column.name} numeric={numeric.has(column.type)}>
                  <Value value={row[at]} type={column.type} />
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
      <p className={css['note']}>
        {t('data.firstRows', {
          shown: formatNumber(data.rows.length),
          count: dataset.row_count ?? data.row_count,
        })}
      </p>
    </>
  );
}

/** A dataset has no clock: its moments stand here as they are kept. */
const zoneOf = (type: string) => (type === 'timestamp' ? 'UTC' : '');

/** Part of the key is the version: a new upload is another preview. */
const keysOf = (dataset: Dataset) => ['preview', dataset.id, dataset.version] as const;

function Value({ value, type }: { value: unknown; type: string }) {
  if (value === null || value === undefined) return <span className={css['null']}>–</span>;
  if (typeof value === 'number') {
    return new Intl.NumberFormat(locale(), {
      maximumFractionDigits: 6,
      useGrouping: type !== 'int' || Math.abs(value) > 9999,
    }).format(value);
  }
  if (typeof value === 'boolean') return t(value ? 'data.true' : 'data.false');
  if (typeof value === 'object') return JSON.stringify(value);
  if (type === 'timestamp' && typeof value === 'string')
    return value.replace('T', ' ').replace(/(\.0+)?Z$/, '');
  return String(value);
}
