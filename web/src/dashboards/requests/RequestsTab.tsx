/** Who asks to be let in, to what, and why; answered with a level or declined. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { AccessRequest } from '../../api/peopleTypes';
import type { Level } from '../../api/types';
import { t } from '../../i18n';
import { formatAgo, formatMoment } from '../../i18n/format';
import { ListScreen } from '../../kit/ListScreen';
import { useSave } from '../../kit/useSave';
import { Avatar, Button, EmptyState, Second, Select } from '../../ui';
import { requestsQuery } from './query';
import { useRightsChanged } from '../../api/queries';
import css from './RequestsTab.module.css';

export function RequestsTab() {
  const list = useQuery(requestsQuery);
  const requests = list.data ?? [];
  return (
    <ListScreen
      list={list}
      count={requests.length}
      wait={120}
      empty={
        <EmptyState icon="check" title={t('dashboards.requests.empty')}>
          {t('dashboards.requests.emptyHint')}
        </EmptyState>
      }
    >
      <ul className={css['requests']} aria-label={t('dashboards.tab.requests')}>
        {requests.map((request) => (
          <Request key={request.id} request={request} />
        ))}
      </ul>
    </ListScreen>
  );
}

function Request({ request }: { request: AccessRequest }) {
  const changed = useRightsChanged();
  const [level, setLevel] = useState<Level>(request.levels[0] ?? 'view');
  const answer = useSave(
    (given: Level | null) => userClient.post(`/access-requests/${request.id}/answer`, { level: given }),
    {
      said: (_, given) =>
        given === null
          ? t('dashboards.requests.declined', { name: request.user.name })
          : t('dashboards.requests.given', { name: request.user.name, level: t(`access.level_${given}`) }),
      failsInToast: true,
      onSettled: changed,
    },
  );
  const { user } = request;
  return (
    <li className={css['request']}>
      <Avatar name={user.name} size={32} />
      <div>
        <p>
          <strong>{user.name}</strong> <Second>{user.email}</Second>
        </p>
        <p>
          {t('dashboards.requests.wants')}{' '}
          <Link
            to="/d/$id/{-$slug}"
            params={{ id: request.dashboard }}
            search={{ workspace: request.workspace }}
          >
            {request.dashboard_title}
          </Link>{' '}
          <Second>
            {t('dashboards.requests.in', { workspace: request.workspace_name })}
            {' · '}
            <time dateTime={request.created_at} title={formatMoment(request.created_at)}>
              {formatAgo(request.created_at)}
            </time>
          </Second>
        </p>
        {request.message !== '' && <blockquote>{request.message}</blockquote>}
      </div>
      <div className={css['answer']}>
        {request.levels.length > 0 && (
          <>
            <Select
              aria-label={t('dashboards.requests.levelFor', { name: user.name })}
              value={level}
              onValueChange={(value) => setLevel(value as Level)}
              options={request.levels.map((value) => ({ value, label: t(`access.level_${value}`) }))}
            />
            <Button variant="primary" busy={answer.busy} onClick={() => answer.send(level)}>
              {t('dashboards.requests.give')}
            </Button>
          </>
        )}
        <Button busy={answer.busy} onClick={() => answer.send(null)}>
          {t('dashboards.requests.decline')}
        </Button>
      </div>
    </li>
  );
}
