/** To whom something can be given: one user, one group, or everybody, and how they are called on screen. */
import { t } from '../i18n';

export type Principal = { principal: string; name: string; kind: 'user' | 'group' | 'all'; second?: string };

/** Everybody has no name of their own. */
export function principalName(item: { principal: string; name: string }): string {
  return item.principal === 'all' ? t('access.everybody') : item.name;
}

export function principalKind(principal: string): Principal['kind'] {
  if (principal === 'all') return 'all';
  return principal.startsWith('group:') ? 'group' : 'user';
}
