/** Why nothing can be shared outside from here, with the button that lifts it where its reader may. */
import type { Dashboard, Workspace } from '../api/types';
import { Notice } from '../ui';
import { closedReason } from './closed';
import { LiftRestriction } from './terms/RemedyButton';

export function ClosedNotice({ dashboard, workspace }: { dashboard: Dashboard; workspace: Workspace }) {
  const lifts = dashboard.restricted && dashboard.can.includes('restrict');
  return (
    <Notice actions={lifts ? <LiftRestriction dashboard={dashboard} workspace={workspace} /> : undefined}>
      {closedReason(dashboard, workspace)}
    </Notice>
  );
}
