/** A new embed: on which sites, and what it opens there. */
import { useState } from 'react';
import { useDatasets } from '../../api/queries';
import type { Dashboard, NewShare, MadeShare, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { ownZone } from '../../i18n/instant';
import { newDraft, type ShareDraft } from '../terms/draft';
import { ShareForm } from '../terms/ShareForm';
import { useSites } from './useSites';

export const nameOfEmbed = (dashboard: string, workspace: string) => `embed ${dashboard} ${workspace}`;

export function NewEmbed({
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
  // A site stays; whoever wants an end says so.
  const [initial] = useState<ShareDraft>(() => ({
    ...newDraft(dashboard.title, dashboard.document.variables ?? [], shown, ownZone(), new Date()),
    site: true,
    ends: 'never',
  }));
  const audience = useSites([], true);
  return (
    <ShareForm
      dashboard={dashboard}
      workspace={workspace.id}
      datasets={datasets}
      initial={initial}
      audience={audience}
      title={t('embed.new')}
      action={t('embed.create')}
      keep={nameOfEmbed(dashboard.id, workspace.id)}
      send={async (body) => onCreated(await create(body))}
      onCancel={onCancel}
    />
  );
}
