/** Replaces the rows of a dataset by those of a file; dashboards go on reading the same name. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../api/client';
import { keys } from '../api/queries';
import type { Dataset, Uploaded } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Button, Dialog, Notice, Progress } from '../ui';
import { DropZone } from './DropZone';
import { formatOf } from './fileName';
import { UploadResult } from './UploadResult';

type Stage =
  { at: 'file'; failure?: string } | { at: 'sending'; progress: number } | { at: 'done'; result: Uploaded };

export function NewVersion({ dataset, onClose }: { dataset: Dataset; onClose: () => void }) {
  const cache = useQueryClient();
  const [stage, setStage] = useState<Stage>({ at: 'file' });
  const [abort] = useState(() => new AbortController());
  const send = async (file: File) => {
    const format = formatOf(file.name);
    if (!format) return setStage({ at: 'file', failure: t('data.upload.formats') });
    setStage({ at: 'sending', progress: 0 });
    try {
      const result = await userClient.upload<Uploaded>(`/datasets/${dataset.id}/upload`, file, {
        query: { format, name: file.name },
        onProgress: (progress) => setStage({ at: 'sending', progress }),
        signal: abort.signal,
      });
      cache.setQueryData(keys.dataset(dataset.id), result.dataset);
      void cache.invalidateQueries({ queryKey: keys.datasets(dataset.workspace) });
      setStage({ at: 'done', result });
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
      footer={stage.at === 'done' && <Button onClick={close}>{t('app.close')}</Button>}
    >
      {stage.at === 'file' && (
        <>
          <br />
          {stage.failure && <Notice tone="bad">{stage.failure}</Notice>}
          <DropZone onFile={(file) => void send(file)}>{t('data.upload.drop')}</DropZone>
        </>
      )}
      {stage.at === 'sending' && (
        <Progress value={stage.progress < 1 ? stage.progress : undefined} label={t('data.upload.progress')} />
      )}
      {stage.at === 'done' && <UploadResult result={stage.result} />}
    </Dialog>
  );
}
