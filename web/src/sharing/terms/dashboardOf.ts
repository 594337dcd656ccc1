/** The dashboard that a share opens: what its variables are called stands there, and in no answer about the share itself. */
import { queryOptions } from '@tanstack/react-query';
import type { ApiClient } from '../../api/client';
import type { Dashboard, Share } from '../../api/types';

export const dashboardOf = (api: ApiClient, share: Share) =>
  queryOptions({
    // Not the page's own entry: a re-read there would start its widgets anew.
    queryKey: ['dashboard-of-share', share.dashboard, share.workspace],
    queryFn: ({ signal }) =>
      api.get<Dashboard>(`/dashboards/${share.dashboard}`, { signal, query: { workspace: share.workspace } }),
    // Who manages shares need not see the dashboard.
    retry: false,
  });
