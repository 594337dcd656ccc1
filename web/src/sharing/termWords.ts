/**
 * What a link narrows beside rows, variables and time, in a few words each: for the list of a dashboard's links and for the
 * list of all shares. In sentences the same stands in terms/effects.ts.
 */
import type { Share } from '../api/types';
import { valueText } from '../document/values';
import { zoneName } from '../document/zone';
import { locale, t } from '../i18n/core';
import { ownZone, wallOf } from '../i18n/instant';
import type { IconName } from '../ui';
import { afterWords, everyWords } from './terms/spans';

export type TermWords = { icon: IconName; text: string };

export type TermContext = {
  /** How many widgets the dashboard has, where that is known. */
  widgets?: number | undefined;
  /** When a revision was saved (RFC 3339), where that is known. */
  savedAt?: ((revision: number) => string | undefined) | undefined;
};

/** Networks by name while they are few. */
const NAMED = 3;

export function termWords(share: Share, { widgets, savedAt }: TermContext = {}): TermWords[] {
  const words: TermWords[] = [];
  const { length: shown } = share.widgets;
  if (shown > 0)
    words.push({
      icon: 'grid',
      text:
        widgets === undefined
          ? t('sharing.term_widgets', { count: shown })
          : t('sharing.term_widgets_of', { count: shown, all: widgets }),
    });
  if (share.pinned !== null) {
    const at = savedAt?.(share.pinned);
    const revision = String(share.pinned);
    const saved = at === undefined ? null : wallOf(at, ownZone());
    const day = saved && valueText(saved.date, { type: 'date' });
    words.push({
      icon: 'tag',
      text: day ? t('sharing.term_pinned_of', { revision, day }) : t('sharing.term_pinned', { revision }),
    });
  }
  if (share.networks.length > 0)
    words.push({
      icon: 'globe',
      text:
        share.networks.length <= NAMED
          ? t('sharing.term_networks', { networks: listed(share.networks) })
          : t('sharing.term_networks_many', { count: share.networks.length }),
    });
  if (share.session_hours !== null)
    words.push({ icon: 'key', text: t('sharing.term_session', { after: afterWords(share.session_hours) }) });
  if (share.refresh_seconds !== null)
    words.push({
      icon: 'refresh',
      text: t('sharing.term_refresh', { every: everyWords(share.refresh_seconds) }),
    });
  if (share.link_preview === true) words.push({ icon: 'link', text: t('sharing.term_preview') });
  if (share.rotation.length > 0) {
    // Its own dashboard stands first where it is not named.
    const named = share.rotation.some(({ dashboard }) => dashboard === share.dashboard);
    const count = share.rotation.length + (named ? 0 : 1);
    words.push({ icon: 'rotate', text: t('sharing.term_rotation', { count }) });
  }
  if (share.left_out.length > 0)
    words.push({ icon: 'alert', text: t('sharing.term_left_out', { count: share.left_out.length }) });
  const { from_at_earliest: from, until_at_latest: until } = share.time ?? {};
  if (from || until) words.push({ icon: 'clock', text: t('sharing.term_time') });
  if (share.requests_a_minute !== null)
    words.push({ icon: 'filter', text: t('sharing.term_requests', { count: share.requests_a_minute }) });
  if (share.cells_a_month !== null)
    words.push({ icon: 'table', text: t('sharing.term_cells', { count: share.cells_a_month }) });
  if (share.time_zone !== null)
    words.push({ icon: 'clock', text: t('sharing.term_zone', { zone: zoneName(share.time_zone) }) });
  if (share.language !== null)
    words.push({ icon: 'text', text: t(`sharing.term_language_${share.language}`) });
  if (!share.abilities.includes('interact')) words.push({ icon: 'eye', text: t('sharing.term_look_only') });
  if (share.abilities.includes('export_document'))
    words.push({ icon: 'download', text: t('sharing.term_export_document') });
  if (share.abilities.includes('export_data'))
    words.push({ icon: 'download', text: t('sharing.term_export_data') });
  return words;
}

const listed = (values: readonly string[]) =>
  new Intl.ListFormat(locale(), { type: 'disjunction' }).format(values);
