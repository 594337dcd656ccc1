/** A new outside link: the form, empty but for what the page shows now. */
import { useState } from 'react';
import { useDatasets } from '../../api/queries';
import type { Dashboard, NewShare, MadeShare, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { newDraft } from './draft';
import { nameOfNew } from './keptDrafts';
import { ownZone } from '../../i18n/instant';
import { ShareForm } from './ShareForm';

export function CreateShare({
  dashboard,
  workspace,
  shown,
  create,
  onCancel,
  onCreated,
}: {
  dashboard: Dashboard;
  workspace: Workspace;
  /** Values the page shows: the first proposal for a lock. */
  shown: Record<string, unknown>;
  create: (body: NewShare) => Promise<MadeShare>;
  onCancel: () => void;
  onCreated: (made: MadeShare) => void;
}) {
  const datasets = useDatasets(workspace.id).data ?? [];
  const [initial] = useState(() =>
    newDraft(dashboard.title, dashboard.document.variables ?? [], shown, ownZone(), new Date()),
  );
  return (
    <ShareForm
      dashboard={dashboard}
      workspace={workspace.id}
      datasets={datasets}
      initial={initial}
      title={t('sharing.new_link')}
      action={t('sharing.create')}
      keep={nameOfNew(dashboard.id, workspace.id)}
      send={async (body) => onCreated(await create(body))}
      onCancel={onCancel}
    />
  );
}
