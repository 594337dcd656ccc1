/** Names of what entries are about, as far as the reader sees it anyway: workspaces, and what is in one of them. */
import { useQuery } from '@tanstack/react-query';
import { dashboardsQuery, datasetsQuery, useWorkspaces } from '../../api/queries';
import type { Id } from '../../api/types';

export function useNames(place: Id | undefined): (id: string) => string | undefined {
  const workspaces = useWorkspaces().data;
  const enabled = place !== undefined;
  const can = workspaces?.find(({ id }) => id === place)?.can ?? [];
  const dashboards = useQuery({
    ...dashboardsQuery(place ?? '', { tab: 'all', limit: 500 }),
    enabled: enabled && can.includes('use_app'),
    retry: false,
  });
  const datasets = useQuery({
    ...datasetsQuery(place ?? ''),
    enabled: enabled && can.includes('manage_data'),
    retry: false,
  });
  return (id) =>
    workspaces?.find((one) => one.id === id)?.name ??
    dashboards.data?.items.find((one) => one.id === id)?.title ??
    datasets.data?.find((one) => one.id === id)?.label;
}
