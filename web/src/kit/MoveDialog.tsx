/** Where to put a folder or a dashboard: the tree of those that take it, and the top. Says what moving changes. */
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Folder } from '../api/peopleTypes';
import type { Id } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Button, Dialog, Field, Notice, Select, useToast } from '../ui';
import css from '../people/People.module.css';
import { asRows } from './folders';
import { foldersQuery } from '../api/queries';

const top = 'top';

export function MoveDialog({
  name,
  workspace,
  workspaceName,
  at,
  without,
  takes,
  move,
  onClose,
}: {
  name: string;
  workspace: Id;
  workspaceName: string;
  /** Where it lies now. */
  at: Id | null;
  /** A folder that cannot go into itself. */
  without?: Id;
  takes: (folder: Folder) => boolean;
  move: (folder: Id | null) => Promise<void>;
  onClose: () => void;
}) {
  const toast = useToast();
  const folders = useQuery(foldersQuery(workspace));
  const [to, setTo] = useState(at ?? top);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || to === (at ?? top)) return;
    setBusy(true);
    setFailure(null);
    try {
      await move(to === top ? null : to);
      toast({ kind: 'good', text: t('folders.moved', { name }) });
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('folders.moveTitle', { name })}
      width="s"
    >
      <form className={css['form']} onSubmit={(event) => void submit(event)}>
        {failure !== null && <Notice tone="bad">{problemText(failure)}</Notice>}
        {folders.isError && <Notice tone="bad">{problemText(folders.error)}</Notice>}
        <Field label={t('folders.moveTo')} hint={t('folders.moveHint')}>
          {(control) => (
            <Select
              {...control}
              value={to}
              onValueChange={setTo}
              options={[
                { value: top, label: workspaceName },
                ...asRows(folders.data ?? [], without).map(({ folder, depth }) => ({
                  value: folder.id,
                  label: `${'\u2003'.repeat(depth + 1)}${folder.name}`,
                  disabled: folder.id !== at && !takes(folder),
                })),
              ]}
            />
          )}
        </Field>
        <div className={css['buttons']}>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="submit" variant="primary" busy={busy} disabled={to === (at ?? top)}>
            {t('folders.moveDo')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
