/** A dashboard inside the app (/d/ID): loads it for the signed-in user and puts sharing, editing and the menu into its head. */
import { Suspense, type ComponentType, useCallback, useEffect, useMemo, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { one } from '../../kit/search';
import { Failure, NoScreen } from '../../kit/ScreenError';
import { userClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import { keys } from '../../api/queries';
import type { Dashboard, Id, Page, Share } from '../../api/types';
import { liveOf, outsideOf, outsideText } from '../../access/outside';
import { t } from '../../i18n/core';
import { Badge } from '../../ui/Bits';
import { Button, buttonClass } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { DashboardView } from '../view/DashboardView';
import { AskForAccess } from './AskForAccess';
import { Eyes, Waiting } from './Eyes';
import { PageMenu, type MenuDialog, type ReadersOf } from './PageMenu';
import { Waits } from './Waits';
import { PageSkeleton } from '../view/PageSkeleton';
import { serverSource } from '../view/source';
import { useAddress } from '../view/useAddress';
import type { DashState } from '../../document/state';
import { cannotSaveText } from './words';
import css from '../view/Dashboard.module.css';

/** The dialog through which a dashboard is shared: another area's, handed in by who composes the page. */
export type Sharing = ComponentType<{
  dashboard: Dashboard;
  workspace: Id;
  onClose: () => void;
  /** What the page shows now. */
  state: DashState;
}>;

export function DashboardPage({ sharing, readers }: { sharing: Sharing; readers: ReadersOf }) {
  const { id } = useParams({ strict: false }) as { id: string };
  const workspace = one(useSearch({ strict: false }), 'workspace');
  const cache = useQueryClient();
  const [ended, setEnded] = useState(false);
  const asked = useQuery({
    queryKey: keys.dashboard(id, workspace),
    // Who may save it reads what everybody sees, too: the answers are of that. The editor asks for what was saved last.
    queryFn: ({ signal }) =>
      userClient.get<Dashboard>(`/dashboards/${id}`, { signal, query: { workspace, edition: 'shown' } }),
    // The document changes under a reader only when the server says so: a re-read by chance would restart the widgets.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const onChanged = useCallback(
    () => void cache.invalidateQueries({ queryKey: keys.dashboard(id, workspace) }),
    [cache, id, workspace],
  );
  const onEnded = useCallback(() => setEnded(true), []);

  if (ended) return <NoScreen icon="lock" title={t('dashboards.closed')} hint={t('dashboards.closedHint')} />;
  if (asked.data === undefined) {
    if (asked.error === null) return <PageSkeleton />;
    if (asked.error instanceof ApiError && asked.error.code === 'not_found') {
      return <AskForAccess id={id} workspace={workspace} />;
    }
    return <Failure error={asked.error} onAgain={() => void asked.refetch()} />;
  }
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Loaded
        key={asked.data.id}
        dashboard={asked.data}
        workspace={workspace}
        sharing={sharing}
        readers={readers}
        onChanged={onChanged}
        onEnded={onEnded}
      />
    </Suspense>
  );
}

function Loaded({
  dashboard,
  workspace,
  sharing,
  readers,
  onChanged,
  onEnded,
}: {
  dashboard: Dashboard;
  workspace: string | undefined;
  sharing: Sharing;
  readers: ReadersOf;
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
  const [doing, setDoing] = useState<MenuDialog | null>(null);
  return (
    <DashboardView
      title={dashboard.title}
      document={dashboard.document}
      source={source}
      state={state}
      onState={setState}
      notes={notes}
      inApp={!embedded}
      can={{
        interact: true,
        exportDocument: can('export_document'),
        exportData: can('export_data'),
        mend: can('save'),
      }}
      actions={
        embedded ? undefined : (
          <Actions
            dashboard={dashboard}
            workspace={workspace}
            sharing={sharing}
            readers={readers}
            state={state}
            doing={doing}
            onDo={setDoing}
          />
        )
      }
      marks={
        dashboard.restricted && (
          <Badge icon="lock" title={t('dashboards.mark.restrictedHint')}>
            {t('dashboards.mark.restricted')}
          </Badge>
        )
      }
      banner={
        <>
          <Eyes
            dashboard={dashboard}
            onChange={can('set_display') && !embedded ? () => setDoing('display') : undefined}
          />
          {!embedded && <Waits dashboard={dashboard} />}
          {!embedded && <Waiting dashboard={dashboard} workspace={workspace} />}
        </>
      }
      onChanged={onChanged}
      onEnded={onEnded}
    />
  );
}

function Actions({
  dashboard,
  workspace,
  sharing: ShareDialog,
  readers,
  state,
  doing,
  onDo,
}: {
  doing: MenuDialog | null;
  onDo: (doing: MenuDialog | null) => void;
  dashboard: Dashboard;
  workspace: string | undefined;
  sharing: Sharing;
  readers: ReadersOf;
  state: DashState;
}) {
  const asked = one(useSearch({ strict: false }), 'share') === 'people';
  useEffect(() => {
    // Said once: a reload or a copied link must not open the dialog again.
    if (!asked) return;
    const left = new URLSearchParams(location.search);
    left.delete('share');
    const text = left.toString();
    history.replaceState(history.state, '', `${location.pathname}${text && `?${text}`}${location.hash}`);
  }, [asked]);
  const [open, setOpen] = useState(asked && dashboard.can.includes('see_grants'));
  const navigate = useNavigate();
  const can = (ability: Dashboard['can'][number]) => dashboard.can.includes(ability);
  const shares = useQuery({
    queryKey: keys.dashboardShares(dashboard.id),
    queryFn: ({ signal }) => userClient.get<Page<Share>>(`/dashboards/${dashboard.id}/shares`, { signal }),
    enabled: can('see_shares'),
  });
  const outside = shares.data ? outsideOf(shares.data.items) : dashboard.outside;
  const [live, shared] = [liveOf(outside), outside.length > 0];
  const waits = (share: Share) => share.waiting && share.can.includes('approve');
  const waiting = shares.data?.items.filter(waits).length ?? 0;
  const hint = cannotSaveText(dashboard.save_hint);
  const search = workspace === undefined ? {} : { workspace };
  return (
    <>
      <Button
        icon={shared ? 'globe' : 'share'}
        onClick={() => setOpen(true)}
        {...(shared ? { title: outsideText(outside) } : {})}
      >
        <span className={css['label']}>
          {!shared
            ? t('dashboards.share')
            : live > 0
              ? t('dashboards.sharedCount', { count: live })
              : t('dashboards.sharedPaused')}
        </span>
        {waiting > 0 && (
          <span className={css['waiting']} title={t('dashboards.sharesWait', { count: waiting })}>
            <Icon name="clock" size={14} />
            <span className="visually-hidden">{t('dashboards.sharesWait', { count: waiting })}</span>
          </span>
        )}
      </Button>
      {can('save') ? (
        <Link to="/d/$id/edit" params={{ id: dashboard.id }} search={search} className={buttonClass()}>
          <Icon name="edit" />
          <span className={css['label']}>{t('dashboards.edit')}</span>
        </Link>
      ) : (
        hint !== '' && (
          <Button icon="edit" disabled title={hint}>
            <span className={css['label']}>{t('dashboards.edit')}</span>
          </Button>
        )
      )}
      <PageMenu
        dashboard={dashboard}
        workspace={workspace}
        readers={readers}
        doing={doing}
        onDo={onDo}
        onGone={() => void navigate({ to: '/', search })}
      />
      {open && (
        <Suspense fallback={null}>
          <ShareDialog
            dashboard={dashboard}
            workspace={workspace ?? dashboard.workspace}
            onClose={() => setOpen(false)}
            state={state}
          />
        </Suspense>
      )}
    </>
  );
}
