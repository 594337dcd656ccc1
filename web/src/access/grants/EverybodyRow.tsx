/** "Everybody in <workspace>": one row that is always there, off or at a level. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { Candidate, Grants, LevelOption, Page, Workspace } from '../../api/types';
import { t } from '../../i18n/core';
import { Avatar } from '../../ui';
import { everybodyOptions } from './levels';
import { LevelMenu } from './LevelMenu';
import type { Target } from './target';
import { Why } from './Why';
import type { GrantActions } from './useGrants';
import css from './Grants.module.css';

export function EverybodyRow({
  grants,
  target,
  workspace,
  actions,
  changeable,
}: {
  grants: Grants;
  target: Target;
  workspace: Workspace;
  actions: GrantActions;
  changeable: boolean;
}) {
  const api = useApi();
  const entry = grants.all;
  // While it is off there is no entry; what could be handed out is known from its candidate.
  const offer = useQuery({
    queryKey: ['grant-candidates', target.id, workspace.id, 'all'],
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Candidate>>(`${target.path}/grants/candidates`, {
        signal,
        query: { workspace: workspace.id, limit: 20 },
      });
      return page.items.find(({ kind }) => kind === 'all') ?? null;
    },
    enabled: changeable && entry === null,
  });
  const offered: LevelOption[] = offer.data?.levels ?? [];
  const own = everybodyOptions(entry, offered);
  const options = changeable
    ? own
    : own.map((one) => ({ ...one, disabled: !one.checked, reason: 'needs_share' }));
  const name = t('access.everybodyIn', { workspace: workspace.name });
  return (
    <div className={css['everybody']} data-pending={actions.pending.has('all') || undefined}>
      <Avatar name={name} kind="all" size={28} />
      <div className={css['who']}>
        <span className={css['name']}>{name}</span>
        <span className={css['below']}>
          <span className={css['second']}>
            {entry === null
              ? t('access.everybody_off')
              : entry.source === 'inherited'
                ? entry.from
                  ? t('access.inherited_from', { from: entry.from })
                  : t('access.inherited')
                : t('access.everybody_on')}
          </span>
          {entry !== null && <Why target={target} workspace={workspace.id} principal="all" name={name} />}
        </span>
      </div>
      <div className={css['actions']}>
        <LevelMenu
          name={name}
          frozen={entry?.frozen}
          value={entry?.level ?? 'off'}
          options={options}
          onChange={(value) => {
            if (value === 'block') return;
            if (value === 'off') {
              if (entry !== null) void actions.remove(entry);
            } else if (entry !== null) {
              void actions.setLevel(entry, value);
            } else {
              void actions.add(
                [
                  offer.data ?? {
                    principal: 'all',
                    id: 'all',
                    name,
                    kind: 'all',
                    has_access: true,
                    lacks: [],
                    levels: offered,
                  },
                ],
                value,
              );
            }
          }}
        />
        <span className={css['noRemove']} />
      </div>
    </div>
  );
}
