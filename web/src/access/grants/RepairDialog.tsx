/** Mends an entry that does not work, after saying what that does: gives *view*, enables the account, or lifts the block. */
import { useQueryClient } from '@tanstack/react-query';
import type { ApiClient } from '../../api/client';
import { useApi } from '../../api/context';
import type { GrantEntry, Id, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Button, Dialog } from '../../ui';
import { mendOf, type Mend } from './repair';
import type { Target } from './target';

type Held = { principal: string; here: string[]; below: string[] };

async function giveView(api: ApiClient, workspace: Id, principal: string): Promise<void> {
  const path = `/workspaces/${workspace}/permissions`;
  const { items } = await api.get<{ items: Held[] }>(path);
  const held = items.find((one) => one.principal === principal) ?? { here: [], below: [] };
  // What is held already stays: the call replaces the whole list.
  const here = [...new Set([...held.here, 'view'])];
  await api.put(`${path}/${principal}`, { here, below: held.below });
}

function words(mend: Mend, entry: GrantEntry, workspace: Workspace) {
  const { name } = entry;
  switch (mend.step) {
    case 'give_access':
      return {
        title: t('access.repair_title', { name }),
        text: t('access.repair_text', { name, workspace: mend.name ?? workspace.name }),
        action: t('access.repair_action'),
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
      if (mend.step === 'give_access') await giveView(api, mend.workspace, entry.principal);
      else if (mend.step === 'enable') await api.patch(`/users/${mend.user}`, { status: 'active' });
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
