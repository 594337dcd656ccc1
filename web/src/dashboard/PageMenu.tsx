/** The menu of a dashboard in the app: what is done seldom. */
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { problemText } from '../app/problemText';
import { userClient } from '../api/client';
import type { Dashboard } from '../api/types';
import { t } from '../i18n/core';
import { IconButton } from '../ui/Button';
import { copyText } from '../ui/CopyField';
import { ConfirmDialog } from '../ui/Dialog';
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu';
import { useToast } from '../ui/Toast';

export function PageMenu({
  dashboard,
  workspace,
  onGone,
}: {
  dashboard: Dashboard;
  workspace: string | undefined;
  onGone: () => void;
}) {
  const toast = useToast();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const failed = (error: unknown) => toast({ kind: 'bad', text: problemText(error) });
  const copyLink = async () => {
    if (await copyText(location.href)) toast({ kind: 'good', text: t('dashboard.linkCopied') });
    else toast({ kind: 'bad', text: t('dashboard.copyRefused') });
  };
  const duplicate = async () => {
    try {
      const made = await userClient.post<Dashboard>(
        `/dashboards/${dashboard.id}/copy`,
        workspace === undefined ? {} : { workspace },
      );
      await cache.invalidateQueries({ queryKey: ['dashboards'] });
      toast({ kind: 'good', text: t('dashboard.copied', { title: made.title }) });
      void navigate({
        to: '/d/$id/{-$slug}',
        params: { id: made.id },
        search: workspace === undefined ? {} : { workspace },
      });
    } catch (error) {
      failed(error);
    }
  };
  const remove = async () => {
    setBusy(true);
    try {
      await userClient.delete(`/dashboards/${dashboard.id}`);
      await cache.invalidateQueries({ queryKey: ['dashboards'] });
      toast({ kind: 'good', text: t('dashboard.deleted', { title: dashboard.title }) });
      onGone();
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <>
      <Menu label={t('dashboard.menu')} trigger={<IconButton icon="more" label={t('dashboard.menu')} />}>
        <MenuItem
          icon="fullscreen"
          onSelect={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)}
        >
          {t('dashboard.fullScreen')}
        </MenuItem>
        <MenuItem icon="link" onSelect={() => void copyLink()}>
          {t('dashboard.copyLink')}
        </MenuItem>
        {dashboard.can.includes('copy') && (
          <MenuItem icon="copy" onSelect={() => void duplicate()}>
            {t('dashboard.duplicate')}
          </MenuItem>
        )}
        {dashboard.can.includes('delete') && (
          <>
            <MenuSeparator />
            <MenuItem icon="trash" danger onSelect={() => setAsking(true)}>
              {t('dashboard.delete')}
            </MenuItem>
          </>
        )}
      </Menu>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('dashboard.deleteTitle', { title: dashboard.title })}
        action={t('dashboard.delete')}
        busy={busy}
        onConfirm={() => void remove()}
      >
        {t('dashboard.deleteHint')}
      </ConfirmDialog>
    </>
  );
}
