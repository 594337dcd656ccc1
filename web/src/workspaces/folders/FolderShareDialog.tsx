/** Sharing a folder: the same People door as for a dashboard, and no other: folders do not leave the organisation. */
import type { Folder, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { Dialog, ToastProvider } from '../../ui';
import { PeopleDoor } from '../../access/grants/PeopleDoor';
import { targetOfFolder } from '../../access/grants/target';

export function FolderShareDialog({
  folder,
  workspace,
  onClose,
}: {
  folder: Folder;
  workspace: Workspace;
  onClose: () => void;
}) {
  return (
    <Dialog onClose={onClose} width="l" title={t('workspaces.title_folder', { title: folder.name })}>
      {/* A modal dialog hides all around it from assistive technology; undo has to stand inside. */}
      <ToastProvider>
        <PeopleDoor target={targetOfFolder(folder)} workspace={workspace} onLeft={onClose} />
      </ToastProvider>
    </Dialog>
  );
}
