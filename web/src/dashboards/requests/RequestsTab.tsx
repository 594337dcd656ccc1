/** Who asks to be let in, to what, and why; answered with a level or declined. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { userClient } from '../../api/client';
import type { AccessRequest } from '../../api/peopleTypes';
import type { Level } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n';
import { formatAgo, formatMoment } from '../../i18n/format';
import { Avatar, Button, EmptyState, Notice, Select, Skeleton, useToast } from '../../ui';
import { requestsQuery } from './query';
import { useRightsChanged } from '../../api/queries';
import css from '../../people/People.module.css';

export function RequestsTab() {
  const list = useQuery(requestsQuery);
  if (list.isError) return <Notice tone="bad">{problemText(list.error)}</Notice>;
  if (list.isPending) return <Skeleton height={120} />;
  if (list.data.length === 0) {
    return (
      <EmptyState icon="check" title={t('people.requests.empty')}>
        {t('people.requests.emptyHint')}
      </EmptyState>
    );
  }
  return (
    <ul className={css['requests']} aria-label={t('people.tab.requests')}>
      {list.data.map((request) => (
        <Request key={request.id} request={request} />
      ))}
    </ul>
  );
}

function Request({ request }: { request: AccessRequest }) {
  const toast = useToast();
  const changed = useRightsChanged();
  const [level, setLevel] = useState<Level>(request.levels[0] ?? 'view');
  const answer = useMutation({
    mutationFn: (given: Level | null) =>
      userClient.post(`/access-requests/${request.id}/answer`, { level: given }),
    onSuccess: (_, given) =>
      toast({
        kind: 'good',
        text:
          given === null
            ? t('people.requests.declined', { name: request.user.name })
            : t('people.requests.given', { name: request.user.name, level: t(`share.level_${given}`) }),
      }),
    onError: (error) => toast({ kind: 'bad', text: problemText(error) }),
    onSettled: () => changed(),
  });
  const { user } = request;
  return (
    <li className={css['request']}>
      <Avatar name={user.name} size={32} />
      <div>
        <p>
          <strong>{user.name}</strong> <span className={css['second']}>{user.email}</span>
        </p>
        <p>
          {t('people.requests.wants')}{' '}
          <Link
            to="/d/$id/{-$slug}"
            params={{ id: request.dashboard }}
            search={{ workspace: request.workspace }}
          >
            {request.dashboard_title}
          </Link>{' '}
          <span className={css['second']}>
            {t('people.requests.in', { workspace: request.workspace_name })}
            {' · '}
            <time dateTime={request.created_at} title={formatMoment(request.created_at)}>
              {formatAgo(request.created_at)}
            </time>
          </span>
        </p>
        {request.message !== '' && <blockquote>{request.message}</blockquote>}
      </div>
      <div className={css['answer']}>
        {request.levels.length > 0 && (
          <>
            <Select
              aria-label={t('people.requests.levelFor', { name: user.name })}
              value={level}
              onValueChange={(value) => setLevel(value as Level)}
              options={request.levels.map((value) => ({ value, label: t(`share.level_${value}`) }))}
            />
            <Button variant="primary" busy={answer.isPending} onClick={() => answer.mutate(level)}>
              {t('people.requests.give')}
            </Button>
          </>
        )}
        <Button busy={answer.isPending} onClick={() => answer.mutate(null)}>
          {t('people.requests.decline')}
        </Button>
      </div>
    </li>
  );
}
