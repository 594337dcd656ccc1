/** The screen of one dashboard: the page, with the share dialog that it opens. The dialog loads when it is opened. */
import { lazy } from 'react';
import { DashboardPage } from '../dashboards/page/DashboardPage';

const ShareDialog = lazy(() => import('../sharing/ShareDialog').then((m) => ({ default: m.ShareDialog })));

export function DashboardScreen() {
  return <DashboardPage sharing={ShareDialog} />;
}
