/** The overview: dashboards of the workspace that open for this user, as cards, by tab, text and tag. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useMemo, useState, type ComponentType, type ReactNode } from 'react';
import { userClient } from '../../api/client';
import { keys, foldersQuery } from '../../api/queries';
import type { Folder } from '../../api/peopleTypes';
import type { DashboardSummary, Id, Page, Workspace } from '../../api/types';
import { ListScreen } from '../../kit/ListScreen';
import { PageHead } from '../../kit/PageHead';
import { usePageTitle } from '../../kit/pageTitle';
import { one, type Search } from '../../kit/search';
import { useWorkspace } from '../../kit/workspace';
import { t } from '../../i18n';
import { Button, buttonClass, cx, EmptyState, Icon, SearchInput, Skeleton, TabPanel, Tabs } from '../../ui';
import { DashboardCard } from './DashboardCard';
import { takesDashboards } from '../../kit/folders';
import css from './HomePage.module.css';

const tabs = ['private', 'shared', 'all'] as const;
type Tab = (typeof tabs)[number];

/** The folders around the dashboards: another area's, handed in by who composes the page. */
export type Folders = ComponentType<{
  folders: readonly Folder[];
  open: Id | null;
  workspace: Workspace;
  search: Search;
  onGo: (folder: Id | null) => void;
}>;

export function HomePage({ folders: FolderBar }: { folders: Folders }) {
  usePageTitle(t('app.nav.dashboards'));
  const { current, loading, can } = useWorkspace();
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const tab: Tab = tabs.find((name) => name === one(search, 'tab')) ?? 'all';
  const tag = one(search, 'tag');
  const [text, setText] = useState(one(search, 'q') ?? '');
  const q = useDeferredValue(text.trim());

  const go = (change: Record<string, string | undefined>) =>
    void navigate({ to: '/', search: { ...search, ...change }, replace: true });
  useEffect(() => {
    // The text box leads, the URL follows, so that the list can be bookmarked and found again with "back".
    void navigate({
      to: '/',
      search: (before: Search) => ({ ...before, q: q || undefined }),
      replace: true,
    });
  }, [q, navigate]);

  const folders = useQuery({ ...foldersQuery(current?.id ?? ''), enabled: current !== undefined });
  // A folder that is not seen here is ignored, as everything wrong in a link is.
  const folder = folders.data?.find(({ id }) => id === one(search, 'folder'));
  // Who looks for something looks everywhere; folders are for browsing.
  const browsing = q === '' && tag === undefined && tab === 'all';
  const place = browsing ? (folder?.id ?? ((folders.data?.length ?? 0) > 0 ? 'top' : undefined)) : undefined;
  const list = useInfiniteQuery({
    queryKey: keys.dashboards(current?.id ?? '', { tab, q, tag: tag ?? '', folder: place ?? '' }),
    queryFn: ({ pageParam, signal }) =>
      userClient.get<Page<DashboardSummary>>(`/workspaces/${current?.id ?? ''}/dashboards`, {
        signal,
        query: { tab, q, tag, folder: place, cursor: pageParam, limit: 60 },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor,
    enabled: current !== undefined && !folders.isPending,
    placeholderData: keepPreviousData,
  });
  const dashboards = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const knownTags = useTags(current?.id, dashboards, tag);

  if (!loading && !current) {
    return (
      <EmptyState icon="workspace" title={t('app.workspace.noneAtAll')}>
        {t('app.workspace.noneAtAllHint')}
      </EmptyState>
    );
  }
  const newDashboard = current && (folder ? takesDashboards(folder) : can('create_dashboard')) && (
    <Link
      to="/new"
      search={{ workspace: current.id, ...(folder ? { folder: folder.id } : {}) }}
      className={buttonClass('primary')}
    >
      <Icon name="plus" />
      {t('dashboards.home.new')}
    </Link>
  );
  const nothing =
    folder && browsing ? (
      <EmptyState icon="folder" title={t('dashboards.empty')} actions={newDashboard || undefined}>
        {t('dashboards.emptyHint')}
      </EmptyState>
    ) : (folders.data ?? []).length > 0 ? null : (
      <Nothing
        tab={tab}
        filtered={q !== '' || tag !== undefined}
        clear={() => {
          setText('');
          go({ tag: undefined, q: undefined });
        }}
        action={newDashboard || undefined}
      />
    );
  return (
    <div className={css['page']}>
      <PageHead title={t('app.nav.dashboards')} path={current?.path} actions={newDashboard} />
      <Tabs
        label={t('dashboards.home.tabs')}
        value={tab}
        onValueChange={(value) => go({ tab: value === 'all' ? undefined : value })}
        items={tabs.map((value) => ({ value, label: t(`dashboards.home.tab.${value}`) }))}
        beside={
          <SearchInput
            className={css['find']}
            label={t('dashboards.home.find')}
            placeholder={t('dashboards.home.find')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        }
      >
        <TabPanel value={tab} className={css['panel']}>
          {current && browsing && (
            <FolderBar
              folders={folders.data ?? []}
              open={folder?.id ?? null}
              workspace={current}
              search={search}
              onGo={(id) => go({ folder: id ?? undefined })}
            />
          )}
          {knownTags.length > 0 && (
            <ul className={css['tags']} aria-label={t('dashboards.home.tags')}>
              {knownTags.map((name) => (
                <li key={name}>
                  <button
                    type="button"
                    className={cx(css['tag'], name === tag && css['chosen'])}
                    aria-pressed={name === tag}
                    onClick={() => go({ tag: name === tag ? undefined : name })}
                  >
                    {name}
                    {name === tag && <Icon name="x" size={12} />}
                  </button>
                </li>
              ))}
            </ul>
          )}
          <ListScreen list={list} count={dashboards.length} wait={<CardSkeletons />} empty={nothing}>
            <ul className={css['grid']} aria-busy={list.isPlaceholderData}>
              {dashboards.map((dashboard) => (
                <li key={dashboard.id}>
                  <DashboardCard dashboard={dashboard} workspace={current?.id ?? dashboard.workspace} />
                </li>
              ))}
            </ul>
          </ListScreen>
        </TabPanel>
      </Tabs>
    </div>
  );
}

/** Tags seen so far in this workspace; they must not vanish because a filter hides their dashboards. */
function useTags(workspace: string | undefined, dashboards: DashboardSummary[], chosen: string | undefined) {
  const [seen, setSeen] = useState<{ workspace: string | undefined; tags: string[] }>({
    workspace,
    tags: [],
  });
  useEffect(() => {
    setSeen((before) => {
      const old = before.workspace === workspace ? before.tags : [];
      const all = new Set([...old, ...dashboards.flatMap((one) => one.tags), ...(chosen ? [chosen] : [])]);
      return { workspace, tags: [...all].toSorted((a, b) => a.localeCompare(b)) };
    });
  }, [workspace, dashboards, chosen]);
  return seen.tags;
}

function Nothing({
  tab,
  filtered,
  clear,
  action,
}: {
  tab: Tab;
  filtered: boolean;
  clear: () => void;
  action: ReactNode;
}) {
  if (filtered) {
    return (
      <EmptyState
        icon="search"
        title={t('dashboards.home.empty.filtered')}
        actions={<Button onClick={clear}>{t('dashboards.home.empty.clear')}</Button>}
      >
        {t('dashboards.home.empty.filteredHint')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={tab === 'private' ? 'lock' : tab === 'shared' ? 'share' : 'grid'}
      title={t(`dashboards.home.empty.${tab}`)}
      actions={tab === 'shared' ? undefined : action}
    >
      {t(action || tab !== 'all' ? `dashboards.home.empty.${tab}Hint` : 'dashboards.home.empty.viewerHint')}
    </EmptyState>
  );
}

function CardSkeletons() {
  return (
    <div className={css['grid']} role="status" aria-label={t('dashboards.loading')}>
      {[1, 2, 3, 4, 5, 6].map((key) => (
        <Skeleton key={key} height={206} />
      ))}
    </div>
  );
}
