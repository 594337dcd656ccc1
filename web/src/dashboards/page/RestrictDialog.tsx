/** Restricting a dashboard asks, and lists the shares that would end with it. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { keys, useRightsChanged } from '../../api/queries';
import type { Dashboard, Page, Share } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import css from '../../people/People.module.css';
import { Badge, Button, Dialog, Notice, useToast } from '../../ui';

export function RestrictDialog({
  dashboard,
  workspace,
  onClose,
}: {
  dashboard: Dashboard;
  workspace: string | undefined;
  onClose: () => void;
}) {
  const toast = useToast();
  const changed = useRightsChanged();
  const [failure, setFailure] = useState<unknown>(null);
  const [warned, setWarned] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const shares = useQuery({
    queryKey: keys.dashboardShares(dashboard.id),
    queryFn: ({ signal }) => userClient.get<Page<Share>>(`/dashboards/${dashboard.id}/shares`, { signal }),
    enabled: dashboard.can.includes('see_shares'),
  });
  const open = (shares.data?.items ?? []).filter(({ state }) => state !== 'ended');
  const ends = open.length > 0 || warned !== null;
  const restrict = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await userClient.put(
        `/dashboards/${dashboard.id}/restricted`,
        { restricted: true, ...(ends ? { end_shares: true } : {}) },
        { query: { workspace } },
      );
      await changed();
      toast({ kind: 'good', text: t('folders.restricted', { title: dashboard.title }) });
      onClose();
    } catch (error) {
      // Shares that this reader may not see: the server says how many, and the second word ends them.
      if (error instanceof ApiError && error.why.reason === 'ends_shares' && !ends)
        setWarned(problemText(error));
      else setFailure(error);
      setBusy(false);
    }
  };
  const action =
    open.length > 0
      ? t('folders.restrictDoEnd', { count: open.length })
      : t(warned === null ? 'folders.restrictDo' : 'folders.restrictDoEndAll');
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      width="s"
      title={t('folders.restrictTitle', { title: dashboard.title })}
      description={t('folders.restrictText')}
      footer={
        <>
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button
            variant={ends ? 'danger' : 'primary'}
            busy={busy || (shares.isPending && dashboard.can.includes('see_shares'))}
            onClick={() => void restrict()}
          >
            {action}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        {failure !== null && <Notice tone="bad">{problemText(failure)}</Notice>}
        {warned !== null && <Notice tone="warn">{warned}</Notice>}
        {open.length > 0 && (
          <Notice tone="warn" title={t('folders.restrictLive', { count: open.length })}>
            <span className={css['badges']}>
              {open.map(({ id, title }) => (
                <Badge key={id}>{title}</Badge>
              ))}
            </span>
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
