/**
 * The frame around every signed-in screen: top bar with workspace, places, search, appearance and account. A
 * dashboard that is embedded or on a wall (`embed=true`, `kiosk=true`) stands alone, without it.
 */
import { Link, Outlet, useNavigate, useRouterState, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useMe, useReadsAudit, useSeesShares } from '../api/queries';
import { t } from '../i18n';
import { cx, Icon, IconButton, Menu, MenuItem, type IconName } from '../ui';
import { AppearanceMenu, UserMenu } from './BarMenus';
import { Logo } from '../ui/Logo';
import { one } from '../kit/search';
import { SearchDialog } from './SearchDialog';
import { useWorkspace } from '../kit/workspace';
import { WorkspaceSwitcher } from './WorkspaceSwitcher';
import { usePeopleAccess } from './usePeopleAccess';
import { useWaitingShares } from './useWaitingShares';
import css from './AppShell.module.css';

type PlaceItem = {
  to: '/' | '/data' | '/shares' | '/people' | '/audit';
  label: string;
  icon: IconName;
  waits?: Waits;
};

/** So many things wait there, in words. */
type Waits = { count: number; words: string };

export function AppShell() {
  const search = useSearch({ strict: false });
  if (one(search, 'embed') === 'true' || one(search, 'kiosk') === 'true') {
    return (
      <main id="content" className={css['alone']}>
        <Outlet />
      </main>
    );
  }
  return <Framed />;
}

function Framed() {
  const [searching, setSearching] = useState(false);
  const { data: me } = useMe();
  const { current } = useWorkspace();
  const places = usePlaces();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = (to: string) => (to === '/' ? path === '/' || path.startsWith('/d/') : path.startsWith(to));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setSearching(true);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const workspaceSearch = current ? { workspace: current.id } : {};
  return (
    <>
      <a className={css['skip']} href="#content">
        {t('app.nav.skip')}
      </a>
      <header className={css['bar']}>
        <span className={css['narrow']}>
          <PlacesMenu places={places} workspace={current?.id} />
        </span>
        <Link to="/" search={workspaceSearch} className={css['logo']} aria-label={t('app.toHome')}>
          <Logo />
        </Link>
        <WorkspaceSwitcher />
        <nav className={css['places']} aria-label={t('app.nav.main')}>
          {places.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              search={workspaceSearch}
              className={cx(css['place'], here(place.to) && css['here'])}
              aria-current={here(place.to) ? 'page' : undefined}
            >
              {place.label}
              {place.waits !== undefined && (
                <span className={css['count']} title={place.waits.words}>
                  <span aria-hidden="true">{place.waits.count}</span>{' '}
                  <span className="visually-hidden">{place.waits.words}</span>
                </span>
              )}
            </Link>
          ))}
        </nav>
        <button type="button" className={css['search']} onClick={() => setSearching(true)}>
          <Icon name="search" />
          <span>{t('app.search.open')}</span>
          <kbd>{isMac() ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <span className={css['end']}>
          <span className={css['narrow']}>
            <IconButton icon="search" label={t('app.search.title')} onClick={() => setSearching(true)} />
          </span>
          <AppearanceMenu />
          {me?.caller.user && (
            <UserMenu
              user={me.caller.user}
              organisation={me.organisation.name}
              outbox={me.can.includes('manage_organisation')}
            />
          )}
        </span>
      </header>
      <main id="content" className={css['content']} tabIndex={-1}>
        <Outlet />
      </main>
      <SearchDialog open={searching} onOpenChange={setSearching} />
    </>
  );
}

function usePlaces(): PlaceItem[] {
  const people = usePeopleAccess();
  const requests = people.requests.length;
  const waiting = useWaitingShares();
  const [shares, audit] = [useSeesShares(), useReadsAudit()];
  return [
    { to: '/', label: t('app.nav.dashboards'), icon: 'grid' },
    { to: '/data', label: t('app.nav.data'), icon: 'database' },
    ...(shares
      ? [
          {
            to: '/shares' as const,
            label: t('app.nav.shares'),
            icon: 'share' as const,
            ...(waiting > 0
              ? { waits: { count: waiting, words: t('app.nav.sharesWait', { count: waiting }) } }
              : {}),
          },
        ]
      : []),
    ...(people.any
      ? [
          {
            to: '/people' as const,
            label: t('app.nav.people'),
            icon: 'group' as const,
            ...(requests > 0
              ? { waits: { count: requests, words: t('people.requests.waiting', { count: requests }) } }
              : {}),
          },
        ]
      : []),
    ...(audit ? [{ to: '/audit' as const, label: t('app.nav.audit'), icon: 'clock' as const }] : []),
  ];
}

function PlacesMenu({ places, workspace }: { places: PlaceItem[]; workspace: string | undefined }) {
  const navigate = useNavigate();
  return (
    <Menu
      align="start"
      label={t('app.nav.main')}
      trigger={<IconButton icon="menu" label={t('app.nav.main')} />}
    >
      {places.map((place) => (
        <MenuItem
          key={place.to}
          icon={place.icon}
          onSelect={() => void navigate({ to: place.to, search: workspace ? { workspace } : {} })}
        >
          {place.label}
        </MenuItem>
      ))}
    </Menu>
  );
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
