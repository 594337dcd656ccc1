/** The words of shares: obstacles and states. Codes of the server become sentences here, nowhere else. */
import { reasonText } from '../access/words';
import type { Obstacle, Share } from '../api/types';
import { t, tMaybe } from '../i18n/core';
import { inWords } from './terms/predicate';

/** What stands in the way of a share. */
export function obstacleText({ code, permission }: Obstacle): string {
  if (permission !== undefined)
    return t('share.obstacle_permission', {
      permission: tMaybe(`people.permission.${permission}`, permission),
    });
  return tMaybe(`share.obstacle_${code}`, reasonText(code));
}

/** Where it stands. */
export function obstaclePlace({ kind, name }: Obstacle['on']): string {
  return tMaybe(`share.on_${kind}`, name ?? '', { name: name ?? '' });
}

/** Who could lift it. */
export function liftText({ kind, permission, workspace }: Obstacle['lift_by']): string {
  return t(
    kind === 'holder'
      ? 'share.lift_holder'
      : kind === 'sharer'
        ? 'share.lift_sharer'
        : kind === 'editor'
          ? 'share.lift_editor'
          : 'share.lift_other_credentials',
    {
      permission: tMaybe(`people.permission.${permission ?? ''}`, permission ?? ''),
      workspace: workspace?.name ?? '',
    },
  );
}

/** "Ended: its time was up." */
export function stateText(share: Pick<Share, 'state' | 'reason'>): string {
  if (share.state === 'ended' && share.reason !== null) return t(`share.ended_${share.reason}`);
  return t(`share.state_${share.state}`);
}

/** A row rule in the reader's words. */
export function ruleText(predicate: unknown): string {
  return inWords(
    predicate,
    {
      op: (op) => t(`share.op_${op}`),
      and: t('share.op_and'),
      or: t('share.op_or'),
      not: t('share.op_not'),
    },
    (column) => column,
  );
}
