/**
 * What a failure means, in the reader's language alone: for who only looks. Never the server's own words, which are English;
 * where those help, because somebody filled a form, see problemText.ts.
 */
import { here } from './basePath';
import { ApiError } from './problem';
import { t, tMaybe, type TextValues } from '../i18n/core';

export function plainText(error: unknown): string {
  if (!(error instanceof ApiError)) return t('app.problem.internal');
  switch (error.code) {
    case 'unauthenticated':
      return t('app.problem.unauthenticated');
    case 'forbidden':
      return reasonOf(error) ?? t('app.problem.forbidden');
    case 'not_found':
      return t('app.problem.notFound');
    case 'invalid':
      return t('app.problem.invalid');
    case 'conflict':
      // Only a version that has moved on means that somebody else was first.
      return reasonOf(error) ?? t(error.status === 412 ? 'app.problem.conflict' : 'app.problem.state');
    case 'too_large':
      return t('app.problem.tooLarge');
    case 'too_many':
      return tooMany(error);
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

function tooMany({ retryAfter, why }: ApiError): string {
  // Nobody waits for a month, or counts its seconds.
  if (why.reason === 'cells') return t('app.problem.much.cells');
  if (!retryAfter) return t('app.problem.tooMany');
  const what = why.reason === undefined ? '' : tMaybe(`app.problem.much.${why.reason}`, '');
  return what === ''
    ? t('app.problem.tooManyFor', { count: retryAfter })
    : `${what} ${t('app.problem.goOnIn', { count: retryAfter })}`;
}

/** The server's word for a refusal as a sentence; undefined where there is none. Most are texts of the app alone. */
export function reasonOf(error: ApiError): string | undefined {
  const { reason, permission, count } = error.why;
  if (reason === undefined) return undefined;
  const values: TextValues = {
    permission: permission === undefined ? '' : tMaybe(`access.permission.${permission}`, permission),
    here,
  };
  if (count !== undefined) values['count'] = count;
  const text = tMaybe(`app.refused.${reason}`, tMaybe(`access.refused.${reason}`, '', values), values);
  // A sentence with a number that did not come is no sentence.
  return text === '' || text.includes('{') ? undefined : text;
}
