/** "Why": the server's own explanation of what somebody may do with this dashboard, step by step. */
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context';
import type { Explanation, Id } from '../api/types';
import { problemText } from '../app/problemText';
import { t } from '../i18n/core';
import { Icon, Popover, Skeleton, type IconName } from '../ui';
import { levelText } from './words';
import css from './Share.module.css';

const effectIcon: Record<Explanation['steps'][number]['effect'], IconName> = {
  gives: 'check',
  takes: 'x',
  limits: 'minus',
};

function Steps({ dashboard, workspace, principal }: { dashboard: Id; workspace: Id; principal: string }) {
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: ['explain', dashboard, workspace, principal],
    queryFn: ({ signal }) =>
      api.get<Explanation>(`/dashboards/${dashboard}/explain`, { signal, query: { principal, workspace } }),
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
          ? t('share.why_nothing')
          : t('share.why_level', { level: levelText(data.level) })}
      </p>
      <ul className={css['whySteps']}>
        {data.steps.map((step, index) => (
          <li key={index} data-effect={step.effect}>
            <Icon name={effectIcon[step.effect]} size={14} />
            <span>
              <span className="visually-hidden">{t(`share.effect_${step.effect}`)} </span>
              {step.text}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Why({
  dashboard,
  workspace,
  principal,
  name,
}: {
  dashboard: Id;
  workspace: Id;
  principal: string;
  name: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      align="end"
      label={t('share.why_of', { name })}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button type="button" className={css['why']} aria-label={t('share.why_of', { name })}>
          {t('share.why')}
        </button>
      }
    >
      <div className={css['whyBox']}>
        {open && <Steps dashboard={dashboard} workspace={workspace} principal={principal} />}
      </div>
    </Popover>
  );
}
