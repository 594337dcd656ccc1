/** What every gate of a share knows and says. */
import type { ShareSession } from '../../api/client';
import type { ApiError } from '../../api/problem';

export type GateProps = {
  secret: string;
  /** The refusal that says what is asked. */
  refusal: ApiError;
  onOpened: (session: ShareSession) => void;
  /** It cannot be opened by what was typed. */
  onFailed: (error: unknown) => void;
};
