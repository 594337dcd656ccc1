/**
 * Words for a failure where somebody did something: what the server said of it where that says more than its code, else what
 * the code means. For who only looks see plainText.ts.
 */
import { plainText, reasonOf } from './plainText';
import { ApiError } from './problem';

export function problemText(error: unknown): string {
  if (!(error instanceof ApiError)) return plainText(error);
  switch (error.code) {
    case 'forbidden':
    case 'conflict':
      return reasonOf(error) ?? (error.detail || plainText(error));
    case 'invalid':
      return error.errors.length > 0
        ? error.errors.map((one) => one.message).join(' ')
        : error.detail || plainText(error);
    case 'unauthenticated':
    case 'too_large':
      return error.detail || plainText(error);
    default:
      return plainText(error);
  }
}
