/** The screen of one dashboard: the page, with the share dialog that it opens. The dialog loads when it is opened. */
import { lazy, Suspense } from 'react';
import { useSearch } from '@tanstack/react-router';
import { one } from '../kit/search';
import { DashboardPage } from '../dashboards/page/DashboardPage';

const ShareDialog = lazy(() => import('../sharing/ShareDialog').then((m) => ({ default: m.ShareDialog })));
const KioskScreen = lazy(() =>
  import('../dashboards/kiosk/KioskScreen').then((m) => ({ default: m.KioskScreen })),
);

export function DashboardScreen() {
  if (one(useSearch({ strict: false }), 'kiosk') === 'true')
    return (
      <Suspense fallback={null}>
        <KioskScreen />
      </Suspense>
    );
  return <DashboardPage sharing={ShareDialog} />;
}
