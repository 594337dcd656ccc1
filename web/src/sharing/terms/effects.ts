/** What the terms of a link do to its readers, in sentences: beside the numbers of what it opens. */
import type { NewShare, Variable } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { spanSeconds } from '../../document/range';
import { valueTexts, variableName } from '../../document/values';
import { instantText } from '../../i18n/instant';

const list = (values: readonly string[], type: 'conjunction' | 'disjunction') =>
  new Intl.ListFormat(locale(), { type }).format(values);

/** "7 days": the unit as it was given, so that a person finds their own words again. */
export function spanWords(span: string): string {
  const unit = span.slice(-1);
  const count = Number(span.slice(0, -1));
  if (spanSeconds(span) === null) return span;
  if (unit === 's') return t('sharing.span_s', { count });
  if (unit === 'm') return t('sharing.span_m', { count });
  if (unit === 'h') return t('sharing.span_h', { count });
  return unit === 'd' ? t('sharing.span_d', { count }) : t('sharing.span_w', { count });
}

export type EffectContext = {
  /** Those of the dashboard: what they and their values are called. */
  variables: readonly Variable[];
  zone: string;
  now: Date;
  /** Views an existing link has had. */
  views: number;
};

export function effectsOf(body: NewShare, { variables, zone, now, views }: EffectContext): string[] {
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
  if (!body.abilities?.includes('interact')) sentences.push(t('sharing.effect_look_only'));
  return sentences;
}
