/** The screen of one dashboard: the page, with the dialogs of sharing that it opens. They load when they are opened. */
import { lazy, Suspense } from 'react';
import { useSearch } from '@tanstack/react-router';
import { one } from '../kit/search';
import { DashboardPage } from '../dashboards/page/DashboardPage';

const ShareDialog = lazy(() => import('../sharing/ShareDialog').then((m) => ({ default: m.ShareDialog })));
const KioskScreen = lazy(() =>
  import('../dashboards/kiosk/KioskScreen').then((m) => ({ default: m.KioskScreen })),
);

const WhoCanSee = lazy(() => import('../sharing/WhoCanSee').then((m) => ({ default: m.WhoCanSee })));

export function DashboardScreen() {
  if (one(useSearch({ strict: false }), 'kiosk') === 'true')
    return (
      <Suspense fallback={null}>
        <KioskScreen />
      </Suspense>
    );
  return <DashboardPage sharing={ShareDialog} readers={WhoCanSee} />;
}
