/** Why somebody who sees the shares of a dashboard cannot make one. */
import type { Dashboard, Workspace } from '../api/types';
import { t } from '../i18n/core';

export function closedReason(dashboard: Dashboard, workspace: Workspace): string {
  if (dashboard.level === 'view') return t('sharing.create_needs_level');
  if (!workspace.can.includes('create_share'))
    return t('sharing.create_needs_permission', { workspace: workspace.name });
  return t(dashboard.restricted ? 'access.reason_restricted' : 'sharing.create_closed');
}
