/** Words of rights: reasons why not, levels and what they let somebody do. Codes of the server become sentences here. */
import type { Level } from '../api/types';
import { t, type TextKey } from '../i18n/core';

/** The server's reasons, each with its sentence; the last two are this screen's own. */
const reasonKeys: Readonly<Record<string, TextKey>> = {
  above_own_level: 'access.reason_above_own_level',
  edit_outside_own_workspace: 'access.reason_not_home_workspace',
  inherited: 'access.reason_inherited',
  read_only_here: 'access.reason_not_home_workspace',
  level_too_low: 'access.reason_needs_share',
  missing_permission: 'access.reason_needs_permission',
  last_manager: 'access.reason_last_manager',
  read_only_token: 'access.reason_general',
  narrowed_token: 'access.reason_general',
  above_you: 'access.reason_above_you',
  inherited_stays: 'access.reason_inherited_stays',
  lifts_block: 'access.reason_lifts_block',
  closed_below: 'access.reason_closed_below',
  circle: 'access.reason_circle',
  too_deep: 'access.reason_too_deep',
  not_empty: 'access.reason_not_empty',
  restricted: 'access.reason_restricted',
  foreign_identity: 'access.reason_foreign_identity',
  no_such_identity: 'access.reason_no_such_identity',
  wrong_state: 'access.reason_general',
  missing_ability: 'access.reason_general',
  nothing_to_change: 'access.reason_no_change',
  needs_share: 'access.reason_needs_share',
  no_change: 'access.reason_no_change',
};

/** A reason in words. Sentences pass as they are; an unknown code never reaches the screen. */
export function reasonText(why: string | undefined): string {
  const key = why === undefined ? undefined : reasonKeys[why];
  if (key !== undefined) return t(key);
  return why?.includes(' ') ? why : t('access.reason_general');
}

export function levelText(level: Level | 'block' | 'off'): string {
  return t(`access.level_${level}`);
}

/** What a level lets somebody do: the second line of its menu option. */
export function levelHint(level: Level | 'block' | 'off'): string {
  return t(`access.level_hint_${level}`);
}
