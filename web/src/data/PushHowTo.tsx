/** How devices and programs send rows to an ingest dataset: the call, ready to take along. */
import { useRef } from 'react';
import type { ColumnType, Dataset } from '../api/types';
import { base } from '../api/client';
import { t } from '../i18n';
import { copyText, selectText } from '../browser/clipboard';
import { Button, useToast } from '../ui';
import css from './DatasetPage.module.css';

const samples: Partial<Record<ColumnType, unknown>> = {
  int: 1,
  float: 21.5,
  decimal: '21.50',
  bool: true,
  date: '2026-01-31',
  timestamp: '2026-01-31T12:00:00Z',
};

export function PushHowTo({ dataset }: { dataset: Dataset }) {
  const toast = useToast();
  const shown = useRef<HTMLPreElement>(null);
  const row = Object.fromEntries(
    dataset.columns.slice(0, 6).map((column) => [column.name, samples[column.type] ?? 'text']),
  );
  const call = [
    `curl -X POST ${location.origin}${base}/datasets/${dataset.id}/rows \\`,
    `  -H 'Authorization: Bearer vt_…' -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify([row])}'`,
  ].join('\n');
  return (
    <>
      <p>{t('data.push.hint')}</p>
      <pre ref={shown} className={css['code']} tabIndex={0}>
        {call}
      </pre>
      <p className={css['note']}>
        <Button
          icon="copy"
          onClick={async () => {
            if (await copyText(call)) {
              toast({ kind: 'good', text: t('app.copied') });
              return;
            }
            if (shown.current) selectText(shown.current);
            toast({ kind: 'bad', text: t('app.copyByHand') });
          }}
        >
          {t('app.copy')}
        </Button>
      </p>
    </>
  );
}
