/** The terms of a share in sentences: how long, which rows, what may be chosen and downloaded. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { dashboardsQuery, useDatasets } from '../../api/queries';
import type { Share } from '../../api/types';
import { t } from '../../i18n';
import { formatMoment } from '../../i18n/format';
import { ownZone } from '../../i18n/instant';
import { Icon, type IconName } from '../../ui';
import { dashboardOf } from '../terms/dashboardOf';
import { effectsOf } from '../terms/effects';
import { termsOf } from '../terms/termsOf';
import { ruleText } from '../words';
import css from './SharePage.module.css';

export function WhatItOpens({ share }: { share: Share }) {
  const dashboard = useQuery(dashboardOf(useApi(), share)).data;
  const datasets = useDatasets(share.workspace).data;
  const known = useQuery({
    ...dashboardsQuery(share.workspace, { limit: 500 }),
    enabled: share.left_out.length > 0,
  });
  const effects = effectsOf(
    { kind: 'link', ...termsOf(share) },
    {
      variables: dashboard?.document.variables ?? [],
      widgets: dashboard?.document.widgets.length ?? share.widgets.length,
      zone: ownZone(),
      now: new Date(),
      views: share.views,
    },
  );
  const lines: { icon: IconName; text: string }[] = [
    ...share.rows.map((rule) => ({
      icon: 'filter' as const,
      text: t('sharing.page.rows', { rule: ruleText(rule, datasets) }),
    })),
    ...effects.map((text) => ({ icon: 'check' as const, text })),
    ...share.left_out.map(({ dashboard: id, why }) => ({
      icon: 'alert' as const,
      text: t(`sharing.left_out_${why}`, {
        title: known.data?.items.find((one) => one.id === id)?.title ?? t('sharing.stop_unknown'),
      }),
    })),
    ...(share.has_password ? [{ icon: 'key' as const, text: t('sharing.page.password') }] : []),
    ...(share.abilities.includes('interact')
      ? [{ icon: 'check' as const, text: t('sharing.page.interact') }]
      : []),
    ...(share.abilities.includes('export_document')
      ? [{ icon: 'download' as const, text: t('sharing.page.exportDocument') }]
      : []),
    ...(share.abilities.includes('export_data')
      ? [{ icon: 'download' as const, text: t('sharing.page.exportData') }]
      : []),
    ...(share.expires_at === null && share.idle_days === null && share.max_views === null
      ? [{ icon: 'clock' as const, text: t('sharing.page.noEnd') }]
      : []),
  ];
  return (
    <>
      <ul className={css['terms']}>
        {share.rows.length === 0 && (
          <li>
            <Icon name="eye" size={15} />
            {t('sharing.page.allRows', { owner: share.owner.name })}
          </li>
        )}
        {lines.map(({ icon, text }) => (
          <li key={text}>
            <Icon name={icon} size={15} />
            {text}
          </li>
        ))}
      </ul>
      {share.state === 'ended' && share.expires_at !== null && (
        <p className={css['quiet']}>{t('sharing.end_was', { at: formatMoment(share.expires_at) })}</p>
      )}
    </>
  );
}
