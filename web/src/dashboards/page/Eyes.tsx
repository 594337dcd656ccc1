/** What stands above a dashboard whose data is seen with somebody else's eyes, and where people wait to be let in. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { userClient } from '../../api/client';
import { useMe } from '../../api/queries';
import type { AccessRequest, Dashboard, Page } from '../../api/types';
import { t } from '../../i18n/core';
import { Button, buttonClass, Notice } from '../../ui';
import css from '../view/Dashboard.module.css';

export function Eyes({ dashboard, onChange }: { dashboard: Dashboard; onChange: (() => void) | undefined }) {
  const me = useMe().data?.caller.user?.id;
  const { as, user, valid = true } = dashboard.display;
  if (as !== 'user') return null;
  const name = user?.name;
  const words = valid
    ? user && user.id === me
      ? t('dashboards.eyesOwn')
      : name
        ? t('dashboards.eyes', { name })
        : t('dashboards.eyesUnnamed')
    : name
      ? t('dashboards.eyesGone', { name })
      : t('dashboards.eyesGoneUnnamed');
  return (
    <div className={css['notes']}>
      <Notice
        tone={valid ? 'neutral' : 'bad'}
        actions={
          onChange && (
            <Button size="s" onClick={onChange}>
              {t('dashboards.eyesChange')}
            </Button>
          )
        }
      >
        {words}
      </Notice>
    </div>
  );
}

export function Waiting({ dashboard, workspace }: { dashboard: Dashboard; workspace: string | undefined }) {
  const open = useQuery({
    queryKey: ['access-requests', 'of', dashboard.id, workspace],
    queryFn: ({ signal }) =>
      userClient.get<Page<AccessRequest>>(`/dashboards/${dashboard.id}/access-requests`, {
        signal,
        query: { workspace },
      }),
    enabled: dashboard.can.includes('answer_requests'),
    retry: false,
  });
  const count = open.data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <div className={css['notes']}>
      <Notice
        actions={
          <Link to="/people" search={{ tab: 'requests' }} className={buttonClass()}>
            {t('dashboards.requestsLook')}
          </Link>
        }
      >
        {t('dashboards.requests', { count })}
      </Notice>
    </div>
  );
}
