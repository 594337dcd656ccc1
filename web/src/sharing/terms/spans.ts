/** Lengths of time that a share names: as a number and a unit for its form, and in words. Pure but for the words. */
import { spanSeconds } from '../../document/range';
import { t } from '../../i18n/core';

export type SpanUnit = 's' | 'm' | 'h' | 'd' | 'w';

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

/** Hours in the largest unit that says them without a rest. */
export function ofHours(hours: number): { count: number; unit: 'h' | 'd' } {
  return hours % 24 === 0 ? { count: hours / 24, unit: 'd' } : { count: hours, unit: 'h' };
}

/** Seconds in the largest unit that says them without a rest. */
export function ofSeconds(seconds: number): { count: number; unit: 's' | 'm' | 'h' } {
  if (seconds % 3600 === 0) return { count: seconds / 3600, unit: 'h' };
  return seconds % 60 === 0 ? { count: seconds / 60, unit: 'm' } : { count: seconds, unit: 's' };
}

/** "after 2 hours". */
export function afterWords(hours: number): string {
  const { count, unit } = ofHours(hours);
  return unit === 'd' ? t('sharing.after_d', { count }) : t('sharing.after_h', { count });
}

/** "every 30 seconds". */
export function everyWords(seconds: number): string {
  const { count, unit } = ofSeconds(seconds);
  if (unit === 'h') return t('sharing.every_h', { count });
  return unit === 'm' ? t('sharing.every_m', { count }) : t('sharing.every_s', { count });
}
