/** A share's state, life and limits in words. */
import type { Share } from '../../api/types';
import { t, tMaybe } from '../../i18n';
import { formatAgo, formatMoment } from '../../i18n/format';
import { spanWords } from '../terms/spans';
import type { Tone } from '../../ui';
import { countsText } from '../guests/recipientWords';
import { termWords } from '../termWords';

export function stateTone(share: Share): Tone {
  if (share.state === 'ended') return 'neutral';
  if (share.reason !== null || share.blocked_by !== null) return 'bad';
  return share.state === 'live' ? 'good' : 'warn';
}

/** "Live", or what stopped it when that says more than the state. */
export function stateText(share: Share): string {
  if (share.state === 'live' && share.starts_at && Date.parse(share.starts_at) > Date.now()) {
    return t('sharing.list.state.waiting', { when: formatAgo(share.starts_at) });
  }
  if (share.blocked_by !== null) return t('sharing.blocked_by', { name: share.blocked_by.name });
  if (share.reason !== null)
    return tMaybe(`sharing.list.reason.${share.reason}`, t(`sharing.list.state.${share.state}`));
  return t(`sharing.list.state.${share.state}`);
}

export function lifeText(share: Share): string {
  if (share.expires_at) return formatMoment(share.expires_at);
  if (share.idle_days !== null) return t('sharing.list.idle', { count: share.idle_days });
  return t('sharing.list.noEnd');
}

/** Each term that is set beside those with a column of their own. */
export function ruleWords(share: Share): string[] {
  const locked = Object.values(share.variables).filter((one) => 'locked' in one).length;
  const narrowed = Object.values(share.variables).filter((one) => !('locked' in one) && one.subset).length;
  const guests = countsText(share);
  return [
    ...(guests === null ? [] : [guests]),
    ...share.rows.map(({ dataset }) => t('sharing.list.rule.rows', { dataset })),
    ...(locked > 0 ? [t('sharing.list.rule.locked', { count: locked })] : []),
    ...(narrowed > 0 ? [t('sharing.list.rule.narrowed', { count: narrowed })] : []),
    ...(share.time?.last_at_most
      ? [t('sharing.back_at_most', { span: spanWords(share.time.last_at_most) })]
      : []),
    ...(share.has_password ? [t('sharing.list.rule.password')] : []),
    // The column of ends has room for one of the two.
    ...(share.expires_at !== null && share.idle_days !== null
      ? [t('sharing.idle', { count: share.idle_days })]
      : []),
    ...termWords(share).map(({ text }) => text),
  ];
}
