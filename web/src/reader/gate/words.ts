/** Words for what went wrong while a page asks. */
import { plainText } from '../../api/plainText';
import type { ApiError } from '../../api/problem';
import { t } from '../../i18n/core';

export function waitWords(error: ApiError): string {
  return error.retryAfter === null ? plainText(error) : t('gate.waitIn', { count: error.retryAfter });
}
