/** Who finds the place *People* in the bar, and which of its tabs. */
import { useQuery } from '@tanstack/react-query';
import type { AccessRequest } from '../api/peopleTypes';
import { meQuery, workspacesQuery } from '../api/queries';
import { requestsQuery } from '../dashboards/requests/query';

/** Whose place *People* is: the organisation's managers, and managers of any workspace. */
export function usePeopleAccess(): {
  organisation: boolean;
  workspaces: boolean;
  requests: AccessRequest[];
  any: boolean;
} {
  const me = useQuery(meQuery);
  const workspaces = useQuery(workspacesQuery);
  const requests = useQuery({ ...requestsQuery, enabled: me.data?.caller.kind === 'user' });
  const organisation = me.data?.can.includes('manage_organisation') ?? false;
  const manages = (workspaces.data ?? []).some(({ can }) => can.includes('manage'));
  const open = requests.data ?? [];
  return {
    organisation,
    workspaces: manages,
    requests: open,
    any: organisation || manages || open.length > 0,
  };
}
