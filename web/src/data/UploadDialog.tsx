/**
 * From a file to a dataset: name it, send it with progress, see what arrived (types, loaded and bad rows), go on to a
 * dashboard. If the file is refused, the dataset made for it goes again, so that a failed try leaves nothing behind.
 */
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type FormEvent } from 'react';
import { userClient } from '../api/client';
import { ApiError } from '../api/problem';
import { keys } from '../api/queries';
import type { Dataset, Uploaded } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { formatBytes } from '../i18n/format';
import { Button, buttonClass, Dialog, Field, Icon, Input, Notice, Progress } from '../ui';
import { DropZone } from './DropZone';
import { datasetNameFrom, formatOf, isDatasetName, labelFrom } from './fileName';
import { readAgain, sendFile, type Reading } from './sendFile';
import { UploadResult } from './UploadResult';
import css from './UploadDialog.module.css';

type Stage =
  | { at: 'form'; failure?: unknown }
  | { at: 'sending'; progress: number }
  | { at: 'done'; result: Uploaded; failure?: unknown };

export function UploadDialog({
  file,
  onFile,
  workspace,
  onClose,
}: {
  /** null: none is chosen yet. */
  file: File | null;
  onFile: (file: File) => void;
  workspace: string;
  onClose: () => void;
}) {
  const [stage, setStage] = useState<Stage>({ at: 'form' });
  const stop = useRef<AbortController | null>(null);
  const cache = useQueryClient();
  /** The same file again, read in another way. */
  const again = async (file: File, before: Uploaded, how: Reading) => {
    const abort = new AbortController();
    stop.current = abort;
    setStage({ at: 'sending', progress: 0 });
    try {
      const result = await sendFile(cache, before.dataset, file, {
        ...readAgain(before.read, how),
        onProgress: (progress) => setStage({ at: 'sending', progress }),
        signal: abort.signal,
      });
      setStage({ at: 'done', result });
    } catch (failure) {
      if (!abort.signal.aborted) setStage({ at: 'done', result: before, failure });
    }
  };
  const close = () => {
    stop.current?.abort();
    onClose();
  };
  return (
    <Dialog
      onClose={close}
      title={
        stage.at !== 'done'
          ? t('data.upload.title')
          : t(stage.result.loaded > 0 ? 'data.upload.done' : 'data.upload.doneEmpty')
      }
      width="l"
      footer={
        stage.at === 'done' && (
          <>
            <Link
              to="/data/$id"
              params={{ id: stage.result.dataset.id }}
              search={{ workspace }}
              className={buttonClass()}
            >
              {t('data.upload.look')}
            </Link>
            <Link
              to="/new"
              search={{ dataset: stage.result.dataset.name, workspace }}
              className={buttonClass(stage.result.loaded > 0 ? 'primary' : 'secondary')}
            >
              <Icon name="chart" />
              {t('data.upload.dashboard')}
            </Link>
          </>
        )
      }
    >
      {!file && <DropZone onFile={onFile}>{t('data.upload.drop')}</DropZone>}
      {file && stage.at === 'done' && (
        <>
          {stage.failure !== undefined && <Notice tone="bad">{problemText(stage.failure)}</Notice>}
          <UploadResult isNew result={stage.result} onAgain={(how) => void again(file, stage.result, how)} />
        </>
      )}
      {file && stage.at !== 'done' && (
        <NameAndSend
          key={file.name}
          file={file}
          workspace={workspace}
          stage={stage}
          setStage={setStage}
          stop={stop}
        />
      )}
    </Dialog>
  );
}

function NameAndSend({
  file,
  workspace,
  stage,
  setStage,
  stop,
}: {
  file: File;
  workspace: string;
  stage: Exclude<Stage, { at: 'done' }>;
  setStage: (stage: Stage) => void;
  stop: { current: AbortController | null };
}) {
  const cache = useQueryClient();
  const [label, setLabel] = useState(() => labelFrom(file.name));
  const [name, setName] = useState(() => datasetNameFrom(file.name));
  const format = formatOf(file.name);
  const failure = stage.at === 'form' ? stage.failure : undefined;
  const nameError =
    name !== '' && !isDatasetName(name)
      ? t('data.upload.nameRule')
      : failure instanceof ApiError
        ? (failure.at('/name') ?? (failure.code === 'conflict' ? t('data.upload.nameTaken') : undefined))
        : undefined;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!format || !isDatasetName(name) || stage.at === 'sending') return;
    const abort = new AbortController();
    stop.current = abort;
    setStage({ at: 'sending', progress: 0 });
    let made: Dataset | undefined;
    try {
      made = await userClient.post<Dataset>(`/workspaces/${workspace}/datasets`, {
        name,
        label: label.trim() || name,
        upload: true,
      });
      const result = await sendFile(cache, made, file, {
        onProgress: (progress) => setStage({ at: 'sending', progress }),
        signal: abort.signal,
      });
      setStage({ at: 'done', result });
    } catch (error) {
      if (made) await userClient.delete(`/datasets/${made.id}`).catch(() => undefined);
      if (!abort.signal.aborted) setStage({ at: 'form', failure: error });
    } finally {
      void cache.invalidateQueries({ queryKey: keys.datasets(workspace) });
    }
  };

  if (stage.at === 'sending') {
    const reading = stage.progress >= 1;
    return (
      <div className={css['sending']} role="status">
        <p>
          {reading
            ? t('data.upload.reading')
            : t('data.upload.sending', { part: Math.round(stage.progress * 100) })}
        </p>
        <Progress value={reading ? undefined : stage.progress} label={t('data.upload.progress')} />
        <p className={css['file']}>
          {file.name} · {formatBytes(file.size)}
        </p>
      </div>
    );
  }
  return (
    <form className={css['form']} onSubmit={(event) => void send(event)}>
      <p className={css['chosen']}>
        <Icon name="file" />
        <span>{file.name}</span>
        <span className={css['file']}>{formatBytes(file.size)}</span>
      </p>
      {!format && (
        <Notice tone="bad" title={t('data.upload.unknownFormat')}>
          {t('data.upload.formats')}
        </Notice>
      )}
      {failure !== undefined && !nameError && <Notice tone="bad">{problemText(failure)}</Notice>}
      <Field label={t('data.upload.label')}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={200}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('data.upload.name')} hint={t('data.upload.nameHint')} error={nameError}>
        {(control) => (
          <Input
            {...control}
            className={css['name']}
            spellCheck={false}
            autoCapitalize="off"
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" icon="upload" disabled={!format || !isDatasetName(name)}>
        {t('data.upload.submit')}
      </Button>
    </form>
  );
}
