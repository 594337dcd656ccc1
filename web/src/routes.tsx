/**
 * Every screen of the app in one list, each loaded when it is opened. Screens under `signedIn` send a stranger to
 * sign in and back to the very same URL. Reader pages (/s/…) are another entry: reader/main.tsx.
 */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { AppShell } from './app/AppShell';
import { NotFound, ScreenError } from './kit/ScreenError';
import { one, parseSearch, stringifySearch, type Search } from './kit/search';
import { basePath } from './api/basePath';
import { userClient } from './api/client';
import { ApiError } from './api/problem';
import { meQuery } from './api/queries';
import { queryClient } from './api/queryClient';
import type { SetupState } from './api/types';

/** Unknown parameters stay as they are: wrong state in a link is ignored by the screen, never an error page. */
const anySearch = (search: Record<string, unknown>): Search => search as Search;

const root = createRootRoute({ validateSearch: anySearch, notFoundComponent: NotFound });

/** Is a person signed in? Who opened the link of a share in this browser is known to the server too, and nobody here. */
async function isSignedIn(): Promise<boolean> {
  try {
    const { caller } = await queryClient.ensureQueryData(meQuery);
    return caller.kind !== 'share';
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'unauthenticated') throw error;
    return false;
  }
}

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signedIn',
  component: AppShell,
  beforeLoad: async ({ location, search }) => {
    // A wall waits for the server by itself; nobody is there to press a button.
    const otherwise = (error: unknown) => {
      if (one(search, 'kiosk') === 'true') return true;
      throw error;
    };
    if (!(await isSignedIn().catch(otherwise))) {
      const setup = await userClient.get<SetupState>('/setup').catch(() => ({ needed: false }));
      if (setup.needed) throw redirect({ to: '/setup' });
      throw redirect({ to: '/signin', search: location.href === '/' ? {} : { to: location.href } });
    }
  },
});

const screen = { getParentRoute: () => signedIn, errorComponent: ScreenError } as const;

const routeTree = root.addChildren([
  createRoute({
    getParentRoute: () => root,
    path: '/signin',
    component: lazyRouteComponent(() => import('./people/auth/SignInPage'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/setup',
    component: lazyRouteComponent(() => import('./people/auth/SetupPage'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/invite/$secret',
    component: lazyRouteComponent(() => import('./people/auth/InvitePage'), 'InvitePage'),
  }),
  signedIn.addChildren([
    createRoute({
      ...screen,
      path: '/',
      component: lazyRouteComponent(() => import('./app/HomeScreen'), 'HomeScreen'),
    }),
    createRoute({
      ...screen,
      path: '/d/$id/{-$slug}',
      component: lazyRouteComponent(() => import('./app/DashboardScreen'), 'DashboardScreen'),
    }),
    createRoute({
      ...screen,
      path: '/d/$id/edit',
      component: lazyRouteComponent(() => import('./dashboards/editor/EditorPage'), 'EditorPage'),
    }),
    createRoute({
      ...screen,
      path: '/new',
      component: lazyRouteComponent(() => import('./dashboards/editor/EditorPage'), 'EditorPage'),
    }),
    createRoute({
      ...screen,
      path: '/shares',
      component: lazyRouteComponent(() => import('./sharing/list/SharesPage'), 'SharesPage'),
    }),
    createRoute({
      ...screen,
      path: '/outbox',
      component: lazyRouteComponent(() => import('./delivery/OutboxPage'), 'OutboxPage'),
    }),
    createRoute({
      ...screen,
      path: '/shares/$id',
      component: lazyRouteComponent(() => import('./app/ShareScreen'), 'ShareScreen'),
    }),
    createRoute({
      ...screen,
      path: '/audit',
      component: lazyRouteComponent(() => import('./operations/audit/AuditPage'), 'AuditPage'),
    }),
    createRoute({
      ...screen,
      path: '/tokens',
      component: lazyRouteComponent(() => import('./people/tokens/TokensPage'), 'TokensPage'),
    }),
    createRoute({
      ...screen,
      path: '/people',
      component: lazyRouteComponent(() => import('./app/PeoplePage'), 'PeoplePage'),
    }),
    createRoute({
      ...screen,
      path: '/data',
      component: lazyRouteComponent(() => import('./data/DataPage'), 'DataPage'),
    }),
    createRoute({
      ...screen,
      path: '/data/$id',
      component: lazyRouteComponent(() => import('./data/DatasetPage'), 'DatasetPage'),
    }),
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: basePath || '/',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultErrorComponent: ScreenError,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
