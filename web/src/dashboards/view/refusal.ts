/**
 * Why a widget has no answer: a sentence for whoever looks, and the engine's own words for whoever can mend the question. Those
 * are English, speak of columns and types, and are shown to nobody else.
 */
import { plainText } from '../../api/plainText';
import { ApiError } from '../../api/problem';
import { t } from '../../i18n/core';

export function refusalText(error: unknown): string {
  if (!(error instanceof ApiError)) return plainText(error);
  if (error.code === 'too_large') return t('view.refusedSize');
  if (error.code !== 'invalid') return plainText(error);
  const at = (start: string) => error.errors.some(({ pointer }) => pointer.startsWith(start));
  if (at('/variables')) return t('view.refusedChoice');
  // "/time_zone" is told apart: it is the browser's, nobody chose it here.
  if (error.errors.some(({ pointer }) => pointer === '/time' || pointer.startsWith('/time/')))
    return t('view.refusedTime');
  return t('view.refusedQuestion');
}

/** What the engine says beyond its code; empty where that is nothing. */
export function refusalDetail(error: unknown): string {
  if (!(error instanceof ApiError)) return '';
  if (error.code === 'invalid' && error.errors.length > 0)
    return error.errors.map(({ message }) => message).join(' ');
  return error.code === 'invalid' || error.code === 'too_large' ? error.detail : '';
}
