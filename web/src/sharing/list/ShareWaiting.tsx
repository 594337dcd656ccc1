/** What waits for the readers of a share, with the widgets that its locks would not reach. */
import { useQuery } from '@tanstack/react-query';
import { WaitingDialog } from '../../access/WaitingDialog';
import { useApi } from '../../api/context';
import { useDatasets } from '../../api/queries';
import type { Share } from '../../api/types';
import { t } from '../../i18n/core';
import { dashboardOf } from '../terms/dashboardOf';
import { Unreached } from '../terms/Unreached';

export function ShareWaiting({ share, onClose }: { share: Share; onClose: () => void }) {
  const variables = useQuery(dashboardOf(useApi(), share)).data?.document.variables;
  const datasets = useDatasets(share.workspace).data;
  const api = useApi();
  return (
    <WaitingDialog
      title={t('sharing.waits_title', { title: share.title || t('sharing.list.untitled') })}
      path={`/shares/${share.id}`}
      may={share.can.includes('approve')}
      stays={
        share.can.includes('edit') && share.can.includes('approve')
          ? (pinned) => api.patch(`/shares/${share.id}`, { pinned })
          : undefined
      }
      more={({ unreached, unreached_choices }) => (
        <Unreached
          widgets={unreached ?? []}
          choices={unreached_choices}
          variables={variables}
          datasets={datasets}
        />
      )}
      onClose={onClose}
    />
  );
}
