/** The words of shares: obstacles and states. Codes of the server become sentences here, nowhere else. */
import { reasonText } from '../access/words';
import type { Obstacle, Share } from '../api/types';
import { t, tMaybe } from '../i18n/core';
import { inWords } from './terms/predicate';

/** What stands in the way of a share. */
export function obstacleText({ code, permission }: Obstacle): string {
  if (permission !== undefined)
    return t('sharing.obstacle_permission', {
      permission: tMaybe(`access.permission.${permission}`, permission),
    });
  return tMaybe(`sharing.obstacle_${code}`, reasonText(code));
}

/** Where it stands. */
export function obstaclePlace({ kind, name }: Obstacle['on']): string {
  return tMaybe(`sharing.on_${kind}`, name ?? '', { name: name ?? '' });
}

/** Who could lift it. */
export function liftText({ kind, permission, workspace }: Obstacle['lift_by']): string {
  return t(
    kind === 'holder'
      ? 'sharing.lift_holder'
      : kind === 'sharer'
        ? 'sharing.lift_sharer'
        : kind === 'editor'
          ? 'sharing.lift_editor'
          : 'sharing.lift_other_credentials',
    {
      permission: tMaybe(`access.permission.${permission ?? ''}`, permission ?? ''),
      workspace: workspace?.name ?? '',
    },
  );
}

/** "Ended: its time was up." */
export function stateText(share: Pick<Share, 'state' | 'reason'>): string {
  if (share.state === 'ended' && share.reason !== null) return t(`sharing.ended_${share.reason}`);
  return t(`sharing.state_${share.state}`);
}

/** A row rule in the reader's words. */
export function ruleText(predicate: unknown): string {
  return inWords(
    predicate,
    {
      op: (op) => t(`sharing.op_${op}`),
      and: t('sharing.op_and'),
      or: t('sharing.op_or'),
      not: t('sharing.op_not'),
    },
    (column) => column,
  );
}
