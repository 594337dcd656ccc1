/** A dashboard inside the app (/d/ID): loads it for the signed-in user and puts sharing, editing and the menu into its head. */
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { one } from '../app/search';
import { Failure, NoScreen } from '../app/ScreenError';
import { userClient } from '../api/client';
import { keys } from '../api/queries';
import type { Dashboard, Page, Share } from '../api/types';
import { t, tMaybe } from '../i18n/core';
import { Button, buttonClass } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { DashboardView } from './DashboardView';
import { PageMenu } from './PageMenu';
import { PageSkeleton } from './PageSkeleton';
import { serverSource } from './source';
import { useAddress } from './useAddress';
import css from './Dashboard.module.css';

const ShareDialog = lazy(() => import('../share/ShareDialog').then((m) => ({ default: m.ShareDialog })));

export function DashboardPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const workspace = one(useSearch({ strict: false }), 'workspace');
  const cache = useQueryClient();
  const [ended, setEnded] = useState(false);
  const asked = useQuery({
    queryKey: keys.dashboard(id, workspace),
    queryFn: ({ signal }) => userClient.get<Dashboard>(`/dashboards/${id}`, { signal, query: { workspace } }),
    // The document changes under a reader only when the server says so: a re-read by chance would restart the widgets.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const onChanged = useCallback(
    () => void cache.invalidateQueries({ queryKey: keys.dashboard(id, workspace) }),
    [cache, id, workspace],
  );
  const onEnded = useCallback(() => setEnded(true), []);

  if (ended) return <NoScreen icon="lock" title={t('dashboard.closed')} hint={t('dashboard.closedHint')} />;
  if (asked.data === undefined) {
    if (asked.error === null) return <PageSkeleton />;
    return <Failure error={asked.error} onAgain={() => void asked.refetch()} />;
  }
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Loaded
        key={asked.data.id}
        dashboard={asked.data}
        workspace={workspace}
        onChanged={onChanged}
        onEnded={onEnded}
      />
    </Suspense>
  );
}

function Loaded({
  dashboard,
  workspace,
  onChanged,
  onEnded,
}: {
  dashboard: Dashboard;
  workspace: string | undefined;
  onChanged: () => void;
  onEnded: () => void;
}) {
  const source = useMemo(
    () => serverSource(userClient, dashboard.id, { workspace }),
    [dashboard.id, workspace],
  );
  const { state, notes, setState } = useAddress(dashboard.document);
  const embedded = one(useSearch({ strict: false }), 'embed') === 'true';
  const can = (ability: Dashboard['can'][number]) => dashboard.can.includes(ability);
  return (
    <DashboardView
      title={dashboard.title}
      document={dashboard.document}
      source={source}
      state={state}
      onState={setState}
      notes={notes}
      inApp={!embedded}
      can={{ interact: true, exportDocument: can('export_document'), exportData: can('export_data') }}
      actions={embedded ? undefined : <Actions dashboard={dashboard} workspace={workspace} state={state} />}
      onChanged={onChanged}
      onEnded={onEnded}
    />
  );
}

function Actions({
  dashboard,
  workspace,
  state,
}: {
  dashboard: Dashboard;
  workspace: string | undefined;
  state: React.ComponentProps<typeof DashboardView>['state'];
}) {
  const [sharing, setSharing] = useState(false);
  const navigate = useNavigate();
  const can = (ability: Dashboard['can'][number]) => dashboard.can.includes(ability);
  const shares = useQuery({
    queryKey: keys.dashboardShares(dashboard.id),
    queryFn: ({ signal }) => userClient.get<Page<Share>>(`/dashboards/${dashboard.id}/shares`, { signal }),
    enabled: can('see_shares'),
  });
  const live = shares.data?.items.filter((share) => share.state === 'live').length ?? 0;
  const shared = live > 0 || dashboard.shared_outside;
  const hint = dashboard.save_hint ? tMaybe(`dashboard.cannotSave.${dashboard.save_hint}`, '') : '';
  const search = workspace === undefined ? {} : { workspace };
  return (
    <>
      <Button icon={shared ? 'globe' : 'share'} onClick={() => setSharing(true)}>
        <span className={css['label']}>
          {!shared
            ? t('dashboard.share')
            : live > 0
              ? t('dashboard.sharedCount', { count: live })
              : t('dashboard.shared')}
        </span>
      </Button>
      {can('save') ? (
        <Link to="/d/$id/edit" params={{ id: dashboard.id }} search={search} className={buttonClass()}>
          <Icon name="edit" />
          <span className={css['label']}>{t('dashboard.edit')}</span>
        </Link>
      ) : (
        hint !== '' && (
          <Button icon="edit" disabled title={hint}>
            <span className={css['label']}>{t('dashboard.edit')}</span>
          </Button>
        )
      )}
      <PageMenu
        dashboard={dashboard}
        workspace={workspace}
        onGone={() => void navigate({ to: '/', search })}
      />
      {sharing && (
        <Suspense fallback={null}>
          <ShareDialog
            dashboard={dashboard}
            workspace={workspace ?? dashboard.workspace}
            open={sharing}
            onOpenChange={setSharing}
            state={state}
          />
        </Suspense>
      )}
    </>
  );
}
