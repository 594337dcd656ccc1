/** Words for a failure: what the server said where it said something, else what its code means. */
import { ApiError } from './problem';
import { t, tMaybe, type TextValues } from '../i18n/core';

export function problemText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('app.problem.internal');
  if (error.code === 'too_many' && error.retryAfter) {
    const what = error.why.reason === undefined ? '' : tMaybe(`app.problem.much.${error.why.reason}`, '');
    const text = t('app.problem.tooManyFor', { count: error.retryAfter });
    return what === '' ? text : `${what} ${t('app.problem.goOnIn', { count: error.retryAfter })}`;
  }
  switch (error.code) {
    case 'unauthenticated':
      return error.detail || t('app.problem.unauthenticated');
    case 'forbidden':
      return refused(error) ?? (error.detail || t('app.problem.forbidden'));
    case 'not_found':
      return t('app.problem.notFound');
    case 'invalid':
      return error.errors.length > 0
        ? error.errors.map((one) => one.message).join(' ')
        : error.detail || t('app.problem.invalid');
    case 'conflict':
      return refused(error) ?? (error.detail || t('app.problem.conflict'));
    case 'too_large':
      return error.detail || t('app.problem.tooLarge');
    case 'too_many':
      return t('app.problem.tooMany');
    case 'timeout':
      return t('app.problem.timeout');
    case 'unavailable':
      return error.status === 0 ? t('app.problem.unreachable') : t('app.problem.unavailable');
    case 'internal':
      return error.requestId
        ? t('app.problem.internalWithId', { id: error.requestId })
        : t('app.problem.internal');
  }
}

/** The server's word for a refusal as a sentence; undefined where there is none, or where its detail says more. */
function refused(error: ApiError): string | undefined {
  const { reason, permission, count } = error.why;
  if (reason === undefined) return undefined;
  const values: TextValues = {
    permission: permission === undefined ? '' : tMaybe(`access.permission.${permission}`, permission),
    here: location.origin,
  };
  if (count !== undefined) values['count'] = count;
  const text = tMaybe(`access.refused.${reason}`, '', values);
  // A sentence with a number that did not come is no sentence.
  return text === '' || text.includes('{') ? undefined : text;
}
