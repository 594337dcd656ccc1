/** What the terms of a link do to its readers, in sentences: beside the numbers of what it opens. */
import type { NewShare, Variable } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { valueTexts, variableName } from '../../document/values';
import { zoneName } from '../../document/zone';
import { instantText } from '../../i18n/instant';
import { afterWords, everyWords, spanWords } from './spans';

const list = (values: readonly string[], type: 'conjunction' | 'disjunction') =>
  new Intl.ListFormat(locale(), { type }).format(values);

export type EffectContext = {
  /** Those of the dashboard: what they and their values are called. */
  variables: readonly Variable[];
  zone: string;
  now: Date;
  /** How many widgets the dashboard has. */
  widgets: number;
  /** Views an existing link has had. */
  views: number;
};

export function effectsOf(body: NewShare, { variables, widgets, zone, now, views }: EffectContext): string[] {
  const sentences: string[] = [];
  const at = (instant: string) => instantText(instant, locale(), zone);
  if (body.starts_at && Date.parse(body.starts_at) > now.getTime())
    sentences.push(t('sharing.effect_starts', { at: at(body.starts_at) }));
  if (body.expires_at) sentences.push(t('sharing.effect_ends', { at: at(body.expires_at) }));
  if (body.idle_days) sentences.push(t('sharing.effect_idle', { count: body.idle_days }));
  if (body.max_views) {
    const left = body.max_views - views;
    if (left <= 0) sentences.push(t('sharing.effect_used_up', { views }));
    else if (views > 0) sentences.push(t('sharing.effect_views_left', { count: left, max: body.max_views }));
    else sentences.push(t('sharing.effect_views', { count: body.max_views }));
  }
  if (body.time?.last_at_most)
    sentences.push(t('sharing.effect_span', { span: spanWords(body.time.last_at_most) }));
  const { from_at_earliest: from, until_at_latest: until } = body.time ?? {};
  if (from && until) sentences.push(t('sharing.effect_between', { from: at(from), until: at(until) }));
  else if (from) sentences.push(t('sharing.effect_from', { at: at(from) }));
  else if (until) sentences.push(t('sharing.effect_until', { at: at(until) }));
  for (const [variable, { locked, hidden, subset }] of Object.entries(body.variables ?? {})) {
    const name = variableName(variables, variable);
    if (locked !== undefined && locked !== null) {
      const value = list(valueTexts(variables, variable, locked), 'conjunction');
      sentences.push(
        hidden ? t('sharing.effect_hidden', { name, value }) : t('sharing.effect_locked', { name, value }),
      );
    } else if (subset) {
      sentences.push(
        t('sharing.effect_subset', {
          name,
          values: list(valueTexts(variables, variable, subset), 'disjunction'),
        }),
      );
    }
  }
  if (body.widgets?.length)
    sentences.push(t('sharing.effect_widgets', { count: body.widgets.length, all: widgets }));
  if (body.pinned) sentences.push(t('sharing.effect_pinned', { revision: String(body.pinned) }));
  if (body.networks?.length)
    sentences.push(t('sharing.effect_networks', { networks: list(body.networks, 'disjunction') }));
  if (body.session_hours)
    sentences.push(t('sharing.effect_session', { after: afterWords(body.session_hours) }));
  if (body.refresh_seconds)
    sentences.push(t('sharing.effect_refresh', { every: everyWords(body.refresh_seconds) }));
  if (body.link_preview) sentences.push(t('sharing.effect_preview'));
  if (body.rotation?.length) sentences.push(t('sharing.effect_rotation', { count: body.rotation.length }));
  if (body.requests_a_minute) sentences.push(t('sharing.effect_requests', { count: body.requests_a_minute }));
  if (body.cells_a_month) sentences.push(t('sharing.effect_cells', { count: body.cells_a_month }));
  if (body.time_zone) sentences.push(t('sharing.effect_zone', { zone: zoneName(body.time_zone) }));
  if (body.language) sentences.push(t(`sharing.effect_language_${body.language}`));
  if (!body.abilities?.includes('interact')) sentences.push(t('sharing.effect_look_only'));
  return sentences;
}
