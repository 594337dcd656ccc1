/** Mends an entry that does not work, or gives less than it says, after saying what that does: gives permissions, enables the account, or lifts the block. */
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { GrantEntry, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Button, Dialog } from '../../ui';
import { entrance, givePermissions } from './permissions';
import { mendOf, type Mend } from './repair';
import type { Target } from './target';

function words(mend: Mend, entry: GrantEntry, workspace: Workspace) {
  const { name } = entry;
  switch (mend.step) {
    case 'give_access':
      return {
        title: t('access.repair_title', { name }),
        text: t('access.repair_text', { name, workspace: mend.name ?? workspace.name }),
        action: t('access.repair_action'),
      };
    case 'give_permissions':
      return {
        title: t(`access.repair_${mend.lack}_title`, { name }),
        text: t(`access.repair_${mend.lack}_text`, { name, workspace: workspace.name }),
        action: t('access.repair_permission_action'),
      };
    case 'enable':
      return {
        title: t('access.repair_enable_title', { name }),
        text: t('access.repair_enable_text', { name }),
        action: t('access.repair_enable_action'),
      };
    case 'lift_block': {
      const { of, on } = mend;
      const where =
        on?.kind === 'folder'
          ? t('access.repair_block_folder', { name: on.name })
          : on?.kind === 'workspace'
            ? t('access.repair_block_workspace', { name: on.name })
            : t('access.repair_block_here');
      return {
        title: t('access.repair_block_title', { of }),
        text: t('access.repair_block_text', { of, where }),
        action: t('access.repair_block_action'),
      };
    }
    case 'policy':
      return { title: name, text: t('access.repair_policy', { name: mend.name }), action: null };
  }
}

export function RepairDialog({
  entry,
  target,
  workspace,
  onClose,
  onRepaired,
}: {
  entry: GrantEntry;
  target: Target;
  workspace: Workspace;
  onClose: () => void;
  onRepaired: () => void;
}) {
  const api = useApi();
  const cache = useQueryClient();
  const mend = mendOf(entry, target, workspace.id) ?? plainest(workspace);
  const { title, text, action } = words(mend, entry, workspace);
  const repair = useSave(
    async () => {
      if (mend.step === 'give_access') {
        await givePermissions(api, mend.workspace, entry.principal, entrance);
      } else if (mend.step === 'give_permissions') {
        const more = mend.lack === 'analyze' ? (['analyze'] as const) : [];
        await givePermissions(api, mend.workspace, entry.principal, [...entrance, ...more]);
      } else if (mend.step === 'enable') await api.patch(`/users/${mend.user}`, { status: 'active' });
      else if (mend.step === 'lift_block') {
        await api.delete(mend.path, { query: { workspace: mend.workspace } });
      }
      await cache.invalidateQueries({ queryKey: ['permissions'] });
    },
    {
      said: () =>
        t(mend.step === 'give_access' ? 'access.repaired' : 'access.repaired_step', { name: entry.name }),
      onDone: () => {
        onRepaired();
        onClose();
      },
    },
  );
  if (action === null) {
    return (
      <Dialog
        onClose={onClose}
        width="s"
        title={title}
        description={text}
        footer={<Button onClick={onClose}>{t('app.close')}</Button>}
      />
    );
  }
  return (
    <FormDialog
      width="s"
      title={title}
      description={text}
      save={repair}
      onSubmit={() => repair.send()}
      onClose={onClose}
      action={action}
      below
    />
  );
}

function plainest(workspace: Workspace): Mend {
  return { step: 'give_access', workspace: workspace.id, name: null };
}
