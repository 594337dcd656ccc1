/** Who does not see yet what was saved last, in words: for the page, and for the editor when it has saved. */
import type { Dashboard } from '../../api/types';
import { t } from '../../i18n/core';

/** Who waits, in sentences; none where nobody does. */
export function waitsText({ waiting }: Dashboard): string[] {
  if (!waiting) return [];
  const count = waiting.shares.length;
  return [
    ...(waiting.display ? [t('dashboards.waits.display')] : []),
    ...(count > 0
      ? [t('dashboards.waits.shares', { count, titles: waiting.shares.map(({ name }) => name).join(', ') })]
      : []),
    ...(waiting.more_shares ? [t('dashboards.waits.more')] : []),
  ];
}
