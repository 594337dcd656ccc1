/** "Who can see this" from the dashboard itself: people with their rows, and what leads outside. */
import { ReadersDialog } from '../access/ReadersDialog';
import type { Dashboard, Id } from '../api/types';
import { useOutside } from './OutsideReaders';

export function WhoCanSee({
  dashboard,
  workspace,
  onClose,
}: {
  dashboard: Dashboard;
  workspace: Id;
  onClose: () => void;
}) {
  const outside = useOutside(dashboard, workspace);
  return (
    <ReadersDialog
      dashboard={dashboard.id}
      title={dashboard.title}
      workspace={workspace}
      outside={outside}
      onClose={onClose}
    />
  );
}
