/** The audit as a file, and the checkpoint that shows later that nothing of it was changed: in words, with the commands. */
import { useQuery } from '@tanstack/react-query';
import { url } from '../../api/client';
import { problemText } from '../../api/problemText';
import { saveFile } from '../../browser/save';
import type { Id } from '../../api/types';
import { t } from '../../i18n';
import { formatMoment } from '../../i18n/format';
import { Button, buttonClass, CopyField, Dialog, Icon, Notice, Skeleton, Stack } from '../../ui';
import { checkpointsQuery } from './useAudit';
import css from './Audit.module.css';

export function WholeDialog({
  place,
  placeName,
  onClose,
}: {
  /** Of one workspace; undefined: all of it. */
  place: Id | undefined;
  placeName: string | undefined;
  onClose: () => void;
}) {
  const checkpoint = useQuery(checkpointsQuery);
  const day = new Date().toISOString().slice(0, 10);
  const last = checkpoint.data;
  return (
    <Dialog
      onClose={onClose}
      width="l"
      title={t('operations.whole.title')}
      description={
        placeName === undefined
          ? t('operations.whole.all')
          : t('operations.whole.of', { workspace: placeName })
      }
      footer={<Button onClick={onClose}>{t('app.close')}</Button>}
    >
      <Stack>
        <div className={css['files']}>
          {(['ndjson', 'csv'] as const).map((format) => (
            // The browser keeps it while it comes: it can be of any length.
            <a
              key={format}
              className={buttonClass()}
              href={url('/audit/export', { format, workspace: place })}
              download
            >
              <Icon name="download" />
              {t(`operations.whole.${format}`)}
            </a>
          ))}
        </div>
        <p className={css['quiet']}>{t('operations.whole.formats')}</p>
        {place === undefined ? (
          last !== undefined && (
            <CopyField
              value={`vitrine audit verify audit-${day}.ndjson --key '${last.key}'`}
              label={t('operations.whole.command')}
              mono
            />
          )
        ) : (
          <Notice>{t('operations.whole.partOnly')}</Notice>
        )}
        <h3 className={css['title']}>{t('operations.checkpoint.title')}</h3>
        <p>{t('operations.checkpoint.text')}</p>
        {checkpoint.isPending && <Skeleton height={90} />}
        {checkpoint.error !== null && <Notice tone="bad">{problemText(checkpoint.error)}</Notice>}
        {last !== undefined && (
          <>
            <p className={css['quiet']}>
              {t('operations.checkpoint.of', { count: last.size, at: formatMoment(last.made_at) })}
            </p>
            <pre className={css['note']} tabIndex={0} aria-label={t('operations.checkpoint.title')}>
              {last.note}
            </pre>
            <CopyField value={last.key} label={t('operations.checkpoint.key')} mono />
            <div className={css['files']}>
              <Button
                icon="download"
                onClick={() =>
                  saveFile(new Blob([last.note], { type: 'text/plain' }), `checkpoint-${last.size}.txt`)
                }
              >
                {t('operations.checkpoint.save')}
              </Button>
            </div>
          </>
        )}
      </Stack>
    </Dialog>
  );
}
