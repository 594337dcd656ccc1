/** Mends an entry that does not work because its holder cannot see the workspace: gives *view* there, and nothing else. */
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context';
import type { GrantEntry, Workspace } from '../api/types';
import { problemText } from '../app/problemText';
import { t } from '../i18n/core';
import { Button, Dialog, Notice, useToast } from '../ui';

type Held = { principal: string; here: string[]; below: string[] };

export function RepairDialog({
  entry,
  workspace,
  onClose,
  onRepaired,
}: {
  entry: GrantEntry | null;
  workspace: Workspace;
  onClose: () => void;
  onRepaired: () => void;
}) {
  const api = useApi();
  const cache = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = () => {
    setFailure(null);
    onClose();
  };
  const repair = async () => {
    if (entry === null) return;
    setBusy(true);
    try {
      const path = `/workspaces/${workspace.id}/permissions`;
      const { items } = await api.get<{ items: Held[] }>(path);
      const held = items.find(({ principal }) => principal === entry.principal) ?? { here: [], below: [] };
      // What is held already stays: the call replaces the whole list.
      const here = [...new Set([...held.here, 'view'])];
      await api.put(`${path}/${entry.principal}`, { here, below: held.below });
      await cache.invalidateQueries({ queryKey: ['permissions', workspace.id] });
      toast({ kind: 'good', text: t('share.repaired', { name: entry.name }) });
      onRepaired();
      close();
    } catch (error) {
      setFailure(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={entry !== null}
      onOpenChange={(open) => !open && close()}
      width="s"
      title={t('share.repair_title', { name: entry?.name ?? '' })}
      description={t('share.repair_text', { name: entry?.name ?? '', workspace: workspace.name })}
      footer={
        <>
          <Button onClick={close}>{t('app.cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void repair()}>
            {t('share.repair_action')}
          </Button>
        </>
      }
    >
      {failure && <Notice tone="bad">{failure}</Notice>}
    </Dialog>
  );
}
