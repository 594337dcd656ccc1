/** Users whose address looks like the one that is invited: said before somebody takes one for the other. */
import type { LookAlike } from '../api/types';
import { t } from '../i18n';
import { Notice } from '../ui';

export function LookAlikeNotice({ items }: { items: readonly LookAlike[] }) {
  if (items.length === 0) return null;
  const names = items.map((item) => `${item.name} (${item.email})`).join(', ');
  return <Notice tone="warn">{t('people.lookAlikes', { count: items.length, names })}</Notice>;
}
