/** The share area's words: levels, reasons, states, obstacles. Codes of the server become sentences here, nowhere else. */
import { t, type TextKey } from '../i18n/core';
import type { Level, Share } from '../api/types';
import { inWords } from './predicate';
import type { MenuValue } from './levels';

/** Different words of the access model for the same sentence. */
const reasonKeys: Readonly<Record<string, TextKey>> = {
  above_own_level: 'share.reason_above_own_level',
  cannot_grant_higher: 'share.reason_above_own_level',
  below_inherited: 'share.reason_below_inherited',
  cannot_grant_lower: 'share.reason_below_inherited',
  holder_above: 'share.reason_holder_above',
  cannot_change_higher: 'share.reason_holder_above',
  not_home_workspace: 'share.reason_not_home_workspace',
  only_in_own_workspace: 'share.reason_not_home_workspace',
  foreign_workspace: 'share.reason_not_home_workspace',
  inherited: 'share.reason_inherited',
  cannot_remove_from_parent: 'share.reason_inherited',
  cannot_remove_inherited: 'share.reason_inherited',
  no_change: 'share.reason_no_change',
  no_change_available: 'share.reason_no_change',
  needs_share: 'share.reason_needs_share',
};

/** A reason in words. Sentences pass as they are; an unknown code never reaches the screen. */
export function reasonText(why: string | undefined): string {
  const key = why === undefined ? undefined : reasonKeys[why];
  if (key !== undefined) return t(key);
  return why?.includes(' ') ? why : t('share.reason_general');
}

export function levelText(level: MenuValue): string {
  return t(`share.level_${level}`);
}

/** What a level lets somebody do: the second line of its menu option. */
export function levelHint(level: Level | 'block' | 'off'): string {
  return t(`share.level_hint_${level}`);
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
