/** One entry of the two lists: who, whether it works, where it comes from, the level, why, and the way out. */
import type { GrantEntry, Id } from '../../api/types';
import { t } from '../../i18n/core';
import { Avatar, Icon, IconButton } from '../../ui';
import { isFrozen, lackOf, menuOptions } from './levels';
import { CopyAddress } from './CopyAddress';
import { LevelMenu } from './LevelMenu';
import type { Target } from './target';
import { Why } from './Why';
import type { GrantActions } from './useGrants';
import { reasonText } from '../words';
import css from './Grants.module.css';

/** Under the name: where it comes from, else how to reach them. */
function secondLine(entry: GrantEntry, kind: 'user' | 'group'): string {
  if (entry.source === 'inherited') {
    return entry.from ? t('access.inherited_from', { from: entry.from }) : t('access.inherited');
  }
  return entry.email ?? t(`access.kind_${kind}`);
}

export function GrantRow({
  entry,
  target,
  workspace,
  actions,
  changeable,
  onRepair,
}: {
  entry: GrantEntry;
  target: Target;
  workspace: Id;
  actions: GrantActions;
  changeable: boolean;
  /** Given where the reader may mend what keeps the entry from working. */
  onRepair?: () => void;
}) {
  const lack = lackOf(entry);
  const kind = entry.principal.startsWith('group:') ? 'group' : 'user';
  const all = menuOptions(entry.levels, entry.level, target.blocks && entry.can_remove);
  const options = changeable
    ? all
    : all.map((one) => ({ ...one, disabled: !one.checked, reason: 'needs_share' }));
  const why = <Why target={target} workspace={workspace} principal={entry.principal} name={entry.name} />;
  return (
    <li className={css['row']} data-pending={actions.pending.has(entry.principal) || undefined}>
      <Avatar name={entry.name} kind={kind} size={28} />
      <div className={css['who']}>
        <span className={css['name']}>
          {entry.name}
          {entry.you && <span className={css['you']}> {t('access.you')}</span>}
        </span>
        <span className={css['below']}>
          {entry.works ? (
            <>
              <span className={css['second']}>
                {secondLine(entry, kind)}
                {entry.outweighed_by && <> · {t('access.also_from', { name: entry.outweighed_by.name })}</>}
              </span>
              {lack !== null && (
                <span className={css['broken']}>
                  <Icon name="alert" size={13} />
                  <span>{t(`access.lacks_${lack}`)}</span>
                  {onRepair && (
                    <button type="button" className={css['repair']} onClick={onRepair}>
                      {t('access.repair')}
                    </button>
                  )}
                  {lack === 'app' && !onRepair && target.kind === 'dashboard' && (
                    <CopyAddress dashboard={target.id} workspace={workspace} />
                  )}
                </span>
              )}
              {why}
            </>
          ) : (
            <span className={css['broken']}>
              <Icon name="alert" size={13} />
              <span>{t(`access.broken_${entry.why ?? 'no_access_to_workspace'}`)}</span>
              {!onRepair && entry.repair && !entry.repair.by_you && (
                <span className={css['also']}>
                  {entry.repair.on
                    ? t('access.repair_not_you', { name: entry.repair.on.name })
                    : t('access.repair_not_you_plain')}
                </span>
              )}
              {onRepair && (
                <button type="button" className={css['repair']} onClick={onRepair}>
                  {t('access.repair')}
                </button>
              )}
              {why}
            </span>
          )}
        </span>
      </div>
      <div className={css['actions']}>
        <LevelMenu
          name={entry.name}
          options={options}
          value={entry.level}
          frozen={entry.frozen}
          onChange={(level) => {
            if (level !== 'off') void actions.setLevel(entry, level);
          }}
        />
        {entry.can_remove && changeable ? (
          <IconButton
            icon="x"
            size="s"
            label={t('access.remove_name', { name: entry.name })}
            onClick={() => void actions.remove(entry)}
          />
        ) : (
          <span className={css['noRemove']}>
            {entry.why_not && !entry.frozen && !isFrozen(options) && (
              <IconButton icon="lock" size="s" aria-disabled="true" label={reasonText(entry.why_not)} />
            )}
          </span>
        )}
      </div>
    </li>
  );
}
