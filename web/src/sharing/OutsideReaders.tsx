/** Who can see a dashboard from outside: each open share with its state, for the list of all who can see it. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context';
import { keys, useDatasets } from '../api/queries';
import type { Dashboard, Id, Page, Share } from '../api/types';
import type { Outside } from '../access/ReadersDialog';
import { t, tMaybe } from '../i18n/core';
import { Badge, Badges, Icon, StateMark } from '../ui';
import { ruleText, stateText } from './words';
import css from './OutsideReaders.module.css';

export function useOutside(dashboard: Dashboard, workspace: Id): Outside {
  const datasets = useDatasets(workspace).data;
  return {
    list: (q) =>
      dashboard.can.includes('see_shares') ? (
        <OutsideReaders dashboard={dashboard.id} workspace={workspace} q={q} />
      ) : null,
    rows: ({ dataset, predicate }) =>
      ruleText({ dataset, predicate: predicate as Share['rows'][number]['predicate'] }, datasets),
  };
}

function OutsideReaders({ dashboard, workspace, q }: { dashboard: Id; workspace: Id; q: string }) {
  const api = useApi();
  const datasets = useDatasets(workspace).data;
  const shares = useQuery({
    queryKey: keys.dashboardShares(dashboard),
    queryFn: ({ signal }) =>
      api.get<Page<Share>>(`/dashboards/${dashboard}/shares`, { signal, query: { workspace } }),
    select: (page) => page.items.filter(({ state }) => state !== 'ended'),
  });
  const sought = q.toLocaleLowerCase();
  const found = (shares.data ?? []).filter(({ title }) => title.toLocaleLowerCase().includes(sought));
  if (found.length === 0) return null;
  return (
    <section className={css['outside']} aria-label={t('access.outside_list')}>
      <h3>{t('access.outside_list')}</h3>
      <ul>
        {found.map((share) => (
          <li key={share.id}>
            <Icon name="link" size={16} />
            <div>
              <p className={css['head']}>
                <strong>{share.title}</strong>
                <StateMark tone={share.blocked_by ? 'bad' : share.state === 'live' ? 'good' : 'warn'}>
                  {stateText(share)}
                </StateMark>
              </p>
              <p className={css['quiet']}>
                {tMaybe(`sharing.list.kind.${share.kind}`, share.kind)}
                {share.kind === 'link' && <> · {t('access.outside_anyone')}</>} · {share.owner.name}
              </p>
              {share.rows.length > 0 && (
                <Badges>
                  {share.rows.map((rule) => (
                    <Badge key={rule.dataset} icon="filter">
                      {t('access.readers_only', { rows: ruleText(rule, datasets) })}
                    </Badge>
                  ))}
                </Badges>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
