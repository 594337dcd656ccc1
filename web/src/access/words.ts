/** Words of rights: reasons why not, levels and what they let somebody do. Codes of the server become sentences here. */
import type { Level } from '../api/types';
import { t, type TextKey } from '../i18n/core';

/** The server's reasons, each with its sentence; the last two are this screen's own. */
const reasonKeys: Readonly<Record<string, TextKey>> = {
  above_own_level: 'share.reason_above_own_level',
  edit_outside_own_workspace: 'share.reason_not_home_workspace',
  inherited: 'share.reason_inherited',
  read_only_here: 'share.reason_not_home_workspace',
  level_too_low: 'share.reason_needs_share',
  missing_permission: 'share.reason_needs_permission',
  last_manager: 'share.reason_last_manager',
  read_only_token: 'share.reason_general',
  narrowed_token: 'share.reason_general',
  above_you: 'share.reason_above_you',
  inherited_stays: 'share.reason_inherited_stays',
  lifts_block: 'share.reason_lifts_block',
  closed_below: 'share.reason_closed_below',
  circle: 'share.reason_circle',
  too_deep: 'share.reason_too_deep',
  not_empty: 'share.reason_not_empty',
  restricted: 'share.reason_restricted',
  foreign_identity: 'share.reason_foreign_identity',
  no_such_identity: 'share.reason_no_such_identity',
  wrong_state: 'share.reason_general',
  missing_ability: 'share.reason_general',
  nothing_to_change: 'share.reason_no_change',
  needs_share: 'share.reason_needs_share',
  no_change: 'share.reason_no_change',
};

/** A reason in words. Sentences pass as they are; an unknown code never reaches the screen. */
export function reasonText(why: string | undefined): string {
  const key = why === undefined ? undefined : reasonKeys[why];
  if (key !== undefined) return t(key);
  return why?.includes(' ') ? why : t('share.reason_general');
}

export function levelText(level: Level | 'block' | 'off'): string {
  return t(`share.level_${level}`);
}

/** What a level lets somebody do: the second line of its menu option. */
export function levelHint(level: Level | 'block' | 'off'): string {
  return t(`share.level_hint_${level}`);
}
