/** "Why": what the server says of what somebody may do with this dashboard, each reason as a sentence. */
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { Explanation, Id } from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { PathList } from '../PathList';
import { Popover, Skeleton } from '../../ui';
import type { Target } from './target';
import { levelText } from '../words';
import css from './Grants.module.css';

function Steps({ target, workspace, principal }: { target: Target; workspace: Id; principal: string }) {
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: ['explain', target.id, workspace, principal],
    queryFn: ({ signal }) =>
      api.get<Explanation>(`${target.path}/explain`, { signal, query: { principal, workspace } }),
  });
  if (error) return <p className={css['quiet']}>{problemText(error)}</p>;
  if (!data) {
    return (
      <div className={css['whyWait']}>
        <Skeleton width={220} />
        <Skeleton width={180} />
      </div>
    );
  }
  return (
    <>
      <p className={css['whyLevel']}>
        {data.level === null
          ? t('access.why_nothing')
          : t('access.why_level', { level: levelText(data.level) })}
      </p>
      <PathList paths={data.steps} />
    </>
  );
}

export function Why({
  target,
  workspace,
  principal,
  name,
}: {
  target: Target;
  workspace: Id;
  principal: string;
  name: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      align="end"
      label={t('access.why_of', { name })}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={css['why']} aria-label={t('access.why_of', { name })}>
          {t('access.why')}
        </button>
      }
    >
      <div className={css['whyBox']}>
        {open && <Steps target={target} workspace={workspace} principal={principal} />}
      </div>
    </Popover>
  );
}
