/**
 * Changing an outside link: the form filled with what is set. It first loads what the form needs to show that rightly:
 * who asks, the dashboard's variables and the columns behind the row rules.
 */
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { useDatasets, useMe, useWorkspaces } from '../../api/queries';
import type { Dashboard, Dataset, Share, SharePatch } from '../../api/types';
import { t } from '../../i18n/core';
import { Notice, Skeleton } from '../../ui';
import { useSiteTerms } from '../embed/useSites';
import { useGuestTerms } from '../guests/useGuestTerms';
import { dashboardOf } from './dashboardOf';
import { draftOf, goneVariables, goneWidgets, speaksForOwner } from './change';
import { ownZone } from '../../i18n/instant';
import { nameOfChange } from './keptDrafts';
import { ShareForm } from './ShareForm';

type Props = {
  share: Share;
  /** Throws what the server refused. */
  change: (patch: SharePatch) => Promise<void>;
  onClose: () => void;
};

export function ChangeShare(props: Props) {
  const { share } = props;
  const api = useApi();
  const me = useMe();
  const workspaces = useWorkspaces();
  const datasets = useDatasets(share.workspace);
  const dashboard = useQuery(dashboardOf(api, share));
  // Filled once: a list that comes late must not throw away what somebody has typed.
  if (me.isPending || workspaces.isPending || datasets.isPending || dashboard.isPending) {
    return <Skeleton height={320} />;
  }
  const workspace = workspaces.data?.find(({ id }) => id === share.workspace);
  const speaks = speaksForOwner(share, me.data?.caller.user?.id, workspace);
  const closed = !speaks
    ? t('sharing.change_closed', { owner: share.owner.name, workspace: workspace?.name ?? '' })
    : dashboard.data === undefined
      ? t('sharing.change_no_dashboard', { dashboard: share.dashboard_title })
      : undefined;
  return (
    <Filled
      {...props}
      own={share.owner.id === me.data?.caller.user?.id}
      closed={closed}
      dashboard={dashboard.data}
      datasets={datasets.data ?? []}
    />
  );
}

function Filled({
  share,
  change,
  onClose,
  own,
  closed,
  dashboard,
  datasets,
}: Props & {
  own: boolean;
  closed: string | undefined;
  dashboard: Dashboard | undefined;
  datasets: readonly Dataset[];
}) {
  const variables = dashboard?.document.variables ?? [];
  // The list behind the form is read again every few seconds; the form keeps to what it was opened with.
  const [opened] = useState(share);
  const [initial] = useState(() =>
    draftOf(
      share,
      variables,
      dashboard?.document.widgets,
      (name) => datasets.find((one) => one.name === name)?.columns ?? [],
      ownZone(),
      new Date(),
    ),
  );
  const guests = useGuestTerms(opened);
  const sites = useSiteTerms(opened);
  const audience = guests ?? sites;
  const gone = dashboard ? goneVariables(opened, variables) : [];
  const lost = dashboard ? goneWidgets(opened, dashboard.document.widgets).length : 0;
  const notes = [
    ...(share.state === 'live' && closed === undefined
      ? [
          share.watching > 0
            ? t('sharing.change_watching', { count: share.watching })
            : t('sharing.change_live'),
        ]
      : []),
    ...(closed === undefined && !own ? [t('sharing.change_not_own', { owner: share.owner.name })] : []),
    ...(gone.length > 0 ? [t('sharing.change_gone', { names: gone.join(', ') })] : []),
    ...(lost > 0 ? [t('sharing.change_gone_widgets', { count: lost })] : []),
  ];
  return (
    <ShareForm
      dashboard={dashboard}
      workspace={share.workspace}
      datasets={datasets}
      initial={initial}
      share={opened}
      {...(audience ? { audience } : {})}
      closed={closed}
      title={t('sharing.change_title', { title: opened.title })}
      action={t('sharing.save')}
      keep={nameOfChange(opened.id, initial)}
      note={notes.length > 0 && <Notice>{notes.join(' ')}</Notice>}
      send={async (_, patch) => {
        await change(patch);
        onClose();
      }}
      onCancel={onClose}
    />
  );
}
