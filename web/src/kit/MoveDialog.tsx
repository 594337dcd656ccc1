/** Where to put a folder or a dashboard: the tree of those that take it, and the top. Says what moving changes. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Folder, Id } from '../api/types';
import { problemText } from '../api/problemText';
import { t } from '../i18n';
import { Field, Notice, Select } from '../ui';
import { Effects, type Supposed } from './Effects';
import { FormDialog } from './FormDialog';
import { asRows } from './folders';
import { useSave } from './useSave';
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
  effects,
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
  /** What moving it there would do to people. */
  effects: (folder: Id | null) => Supposed;
  onClose: () => void;
}) {
  const folders = useQuery(foldersQuery(workspace));
  const [to, setTo] = useState(at ?? top);
  const save = useSave(move, {
    said: () => t('kit.moved', { name }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('kit.moveTitle', { name })}
      width="s"
      save={save}
      onSubmit={() => save.send(to === top ? null : to)}
      onClose={onClose}
      action={t('kit.moveDo')}
      ready={to !== (at ?? top)}
    >
      {folders.isError && <Notice tone="bad">{problemText(folders.error)}</Notice>}
      <Field label={t('kit.moveTo')} hint={t('kit.moveHint')}>
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
      {to !== (at ?? top) && <Effects of={effects(to === top ? null : to)} />}
    </FormDialog>
  );
}
