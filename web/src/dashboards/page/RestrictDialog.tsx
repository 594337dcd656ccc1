/** Restricting a dashboard asks, and lists the shares that would end with it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { keys, useRightsChanged } from '../../api/queries';
import type { Dashboard, Page, Share } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { FormDialog } from '../../kit/FormDialog';
import { useSave } from '../../kit/useSave';
import { Badge, Badges, Notice } from '../../ui';

export function RestrictDialog({
  dashboard,
  workspace,
  onClose,
}: {
  dashboard: Dashboard;
  workspace: string | undefined;
  onClose: () => void;
}) {
  const changed = useRightsChanged();
  const [warned, setWarned] = useState<unknown>(null);
  const shares = useQuery({
    queryKey: keys.dashboardShares(dashboard.id),
    queryFn: ({ signal }) => userClient.get<Page<Share>>(`/dashboards/${dashboard.id}/shares`, { signal }),
    enabled: dashboard.can.includes('see_shares'),
  });
  const open = (shares.data?.items ?? []).filter(({ state }) => state !== 'ended');
  const ends = open.length > 0 || warned !== null;
  const restrict = useSave(
    async () => {
      await userClient.put(
        `/dashboards/${dashboard.id}/restricted`,
        { restricted: true, ...(ends ? { end_shares: true } : {}) },
        { query: { workspace } },
      );
      await changed();
    },
    {
      said: () => t('dashboards.restricted', { title: dashboard.title }),
      onDone: onClose,
      onFailed: (error) => {
        // Shares that this reader may not see: the server says how many, and the second word ends them.
        if (error instanceof ApiError && error.why.reason === 'ends_shares' && !ends) setWarned(error);
      },
    },
  );
  const action =
    open.length > 0
      ? t('dashboards.restrictDoEnd', { count: open.length })
      : t(warned === null ? 'dashboards.restrictDo' : 'dashboards.restrictDoEndAll');
  return (
    <FormDialog
      width="s"
      title={t('dashboards.restrictTitle', { title: dashboard.title })}
      description={t('dashboards.restrictText')}
      save={restrict}
      onSubmit={() => restrict.send()}
      onClose={onClose}
      action={action}
      danger={ends}
      waiting={shares.isPending && dashboard.can.includes('see_shares')}
      refusal={restrict.error === warned ? null : undefined}
      below
    >
      {warned !== null && <Notice tone="warn">{problemText(warned)}</Notice>}
      {open.length > 0 && (
        <Notice tone="warn" title={t('dashboards.restrictLive', { count: open.length })}>
          <Badges>
            {open.map(({ id, title }) => (
              <Badge key={id}>{title}</Badge>
            ))}
          </Badges>
        </Notice>
      )}
    </FormDialog>
  );
}
