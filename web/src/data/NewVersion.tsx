/** Replaces the rows of a dataset by those of a file; dashboards go on reading the same name. What would break is said before. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dataset, Uploaded } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Button, Dialog, Notice, Progress } from '../ui';
import { ColumnChanges } from './ColumnChanges';
import { DropZone } from './DropZone';
import { formatOf } from './fileName';
import { readAgain, sendFile, type Reading } from './sendFile';
import { UploadResult } from './UploadResult';
import css from './UploadDialog.module.css';

type Stage =
  | { at: 'file'; failure?: string }
  | { at: 'sending'; progress: number }
  | { at: 'breaks'; file: File; result: Uploaded }
  | { at: 'done'; file: File; result: Uploaded };

export function NewVersion({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const cache = useQueryClient();
  const [stage, setStage] = useState<Stage>({ at: 'file' });
  const [abort] = useState(() => new AbortController());
  const send = async (file: File, how: Reading & { unlessItBreaks?: boolean }) => {
    if (!formatOf(file.name)) return setStage({ at: 'file', failure: t('data.upload.formats') });
    setStage({ at: 'sending', progress: 0 });
    try {
      const result = await sendFile(cache, dataset, file, {
        ...how,
        onProgress: (progress) => setStage({ at: 'sending', progress }),
        signal: abort.signal,
      });
      setStage({ at: result.replaced ? 'done' : 'breaks', file, result });
    } catch (error) {
      if (!abort.signal.aborted) setStage({ at: 'file', failure: problemText(error) });
    }
  };
  const close = () => {
    abort.abort();
    onClose();
  };
  return (
    <Dialog
      onClose={close}
      title={t('data.newVersionOf', { name: dataset.label })}
      description={stage.at === 'file' ? t('data.newVersionHint') : undefined}
      width="l"
      footer={
        stage.at === 'breaks' ? (
          <>
            <Button onClick={close}>{t('app.cancel')}</Button>
            <Button variant="primary" onClick={() => void send(stage.file, {})}>
              {t('data.changes.replaceAnyway')}
            </Button>
          </>
        ) : (
          stage.at === 'done' && <Button onClick={close}>{t('app.close')}</Button>
        )
      }
    >
      {stage.at === 'file' && (
        <>
          <br />
          {stage.failure && <Notice tone="bad">{stage.failure}</Notice>}
          <DropZone onFile={(file) => void send(file, { unlessItBreaks: true })}>
            {t('data.upload.drop')}
          </DropZone>
        </>
      )}
      {stage.at === 'sending' && (
        <Progress value={stage.progress < 1 ? stage.progress : undefined} label={t('data.upload.progress')} />
      )}
      {stage.at === 'breaks' && (
        <div className={css['form']}>
          <Notice tone="bad" title={t('data.changes.breakTitle')}>
            {t('data.changes.breakHint')}
          </Notice>
          <ColumnChanges changes={stage.result.changes} opens={[]} startHidden={[]} />
        </div>
      )}
      {stage.at === 'done' && (
        <UploadResult
          result={stage.result}
          onAgain={(how) => void send(stage.file, readAgain(stage.result.read, how))}
        />
      )}
    </Dialog>
  );
}
