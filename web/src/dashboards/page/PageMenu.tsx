/** The menu of a dashboard in the app: what is done seldom. */
import { lazy, Suspense, useState, type ComponentType } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { userClient } from '../../api/client';
import { useWorkspaces, useRightsChanged } from '../../api/queries';
import type { Dashboard, Id } from '../../api/types';
import { takesDashboards } from '../../kit/folders';
import { t } from '../../i18n/core';
import { useSave } from '../../kit/useSave';
import { IconButton } from '../../ui/Button';
import { copyText } from '../../browser/clipboard';
import { ConfirmDialog } from '../../ui/Dialog';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu';
import { useToast } from '../../ui/Toast';

const CopyDialog = lazy(() => import('./CopyDialog').then((m) => ({ default: m.CopyDialog })));
const DisplayDialog = lazy(() => import('./DisplayDialog').then((m) => ({ default: m.DisplayDialog })));
const MoveDialog = lazy(() => import('../../kit/MoveDialog').then((m) => ({ default: m.MoveDialog })));
const RestrictDialog = lazy(() => import('./RestrictDialog').then((m) => ({ default: m.RestrictDialog })));

/** Who can see a dashboard, with what leads outside: handed in by the app. */
export type ReadersOf = ComponentType<{ dashboard: Dashboard; workspace: Id; onClose: () => void }>;

export type MenuDialog = 'move' | 'copy' | 'restrict' | 'display' | 'readers';

export function PageMenu({
  dashboard,
  workspace,
  readers: Readers,
  onGone,
  doing,
  onDo,
}: {
  readers: ReadersOf;
  /** The dialog that is open; the banner opens one, too. */
  doing: MenuDialog | null;
  onDo: (doing: MenuDialog | null) => void;
  dashboard: Dashboard;
  workspace: string | undefined;
  onGone: () => void;
}) {
  const toast = useToast();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const copyLink = async () => {
    if (await copyText(location.href)) toast({ kind: 'good', text: t('view.linkCopied') });
    else toast({ kind: 'bad', text: t('view.copyRefused') });
  };
  const { data: workspaces = [] } = useWorkspaces();
  const changed = useRightsChanged();
  const here = workspace ?? dashboard.workspace;
  const can = (ability: Dashboard['can'][number]) => dashboard.can.includes(ability);
  const copies = workspaces.some((one) => one.can.includes('create_dashboard'));
  const unrestrict = useSave(
    () =>
      userClient.put(
        `/dashboards/${dashboard.id}/restricted`,
        { restricted: false },
        { query: { workspace } },
      ),
    {
      said: () => t('dashboards.unrestricted', { title: dashboard.title }),
      onDone: () => void changed(),
      failsInToast: true,
    },
  );
  const inWorkspace = workspace === undefined ? {} : { workspace };
  const duplicate = useSave(
    async () => {
      const made = await userClient.post<Dashboard>(`/dashboards/${dashboard.id}/copy`, inWorkspace);
      await cache.invalidateQueries({ queryKey: ['dashboards'] });
      return made;
    },
    {
      said: (made) => t('dashboards.copied', { title: made.title }),
      onDone: (made) =>
        void navigate({ to: '/d/$id/{-$slug}', params: { id: made.id }, search: inWorkspace }),
      failsInToast: true,
    },
  );
  const remove = useSave(
    async () => {
      await userClient.delete(`/dashboards/${dashboard.id}`);
      await cache.invalidateQueries({ queryKey: ['dashboards'] });
    },
    {
      said: () => t('dashboards.deleted', { title: dashboard.title }),
      onDone: onGone,
      failsInToast: true,
      onSettled: () => setAsking(false),
    },
  );
  return (
    <>
      <Menu label={t('dashboards.menu')} trigger={<IconButton icon="more" label={t('dashboards.menu')} />}>
        <MenuItem
          icon="fullscreen"
          onSelect={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)}
        >
          {t('dashboards.fullScreen')}
        </MenuItem>
        <MenuItem
          icon="system"
          hint={t('dashboards.wallHint')}
          onSelect={() =>
            void navigate({
              to: '/d/$id/{-$slug}',
              params: { id: dashboard.id },
              search: { ...inWorkspace, kiosk: 'true' },
            })
          }
        >
          {t('dashboards.wall')}
        </MenuItem>
        <MenuItem icon="link" onSelect={() => void copyLink()}>
          {t('dashboards.copyLink')}
        </MenuItem>
        {dashboard.can.includes('copy') && (
          <MenuItem icon="copy" onSelect={() => duplicate.send()}>
            {t('dashboards.duplicate')}
          </MenuItem>
        )}
        {copies && (
          <MenuItem icon="copy" onSelect={() => onDo('copy')}>
            {t('dashboards.copyInto')}
          </MenuItem>
        )}
        {can('move') && (
          <MenuItem icon="folder" onSelect={() => onDo('move')}>
            {t('kit.move')}
          </MenuItem>
        )}
        {can('see_grants') && (
          <MenuItem icon="eye" onSelect={() => onDo('readers')}>
            {t('dashboards.readers')}
          </MenuItem>
        )}
        {can('set_display') && (
          <MenuItem icon="user" onSelect={() => onDo('display')}>
            {t('dashboards.display')}
          </MenuItem>
        )}
        {can('restrict') &&
          (dashboard.restricted ? (
            <MenuItem icon="lock" onSelect={() => unrestrict.send()}>
              {t('dashboards.restrictOff')}
            </MenuItem>
          ) : (
            <MenuItem icon="lock" hint={t('dashboards.restrictHint')} onSelect={() => onDo('restrict')}>
              {t('dashboards.restrict')}
            </MenuItem>
          ))}
        {dashboard.can.includes('delete') && (
          <>
            <MenuSeparator />
            <MenuItem icon="trash" danger onSelect={() => setAsking(true)}>
              {t('dashboards.delete')}
            </MenuItem>
          </>
        )}
      </Menu>
      <Suspense fallback={null}>
        {doing === 'copy' && <CopyDialog dashboard={dashboard} onClose={() => onDo(null)} />}
        {doing === 'display' && (
          <DisplayDialog dashboard={dashboard} workspace={workspace} onClose={() => onDo(null)} />
        )}
        {doing === 'restrict' && (
          <RestrictDialog dashboard={dashboard} workspace={workspace} onClose={() => onDo(null)} />
        )}
        {doing === 'readers' && <Readers dashboard={dashboard} workspace={here} onClose={() => onDo(null)} />}
        {doing === 'move' && (
          <MoveDialog
            name={dashboard.title}
            workspace={dashboard.home_workspace}
            workspaceName={workspaces.find(({ id }) => id === dashboard.home_workspace)?.name ?? ''}
            at={dashboard.folder ?? null}
            takes={takesDashboards}
            effects={(folder) => ({
              path: `/dashboards/${dashboard.id}/effects`,
              body: { folder },
              workspace: here,
            })}
            onClose={() => onDo(null)}
            move={async (folder) => {
              const scope = { query: { workspace } };
              await userClient.put(`/dashboards/${dashboard.id}/folder`, { folder }, scope);
              await changed();
            }}
          />
        )}
      </Suspense>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('dashboards.deleteTitle', { title: dashboard.title })}
        action={t('dashboards.delete')}
        busy={remove.busy}
        onConfirm={() => remove.send()}
      >
        {t('dashboards.deleteHint')}
      </ConfirmDialog>
    </>
  );
}
