/** What a share asks before it opens: a password, or a code that goes to the invited address. */
import { useState } from 'react';
import { ShareSession } from '../../api/client';
import { ApiError } from '../../api/problem';
import { t } from '../../i18n/core';
import { CodeGate } from './CodeGate';
import { PasswordCard } from './PasswordCard';
import { useTexts } from './useTexts';
import { waitWords } from './words';

export type GateProps = {
  secret: string;
  /** The refusal that says what is asked. */
  refusal: ApiError;
  onOpened: (session: ShareSession) => void;
  /** It cannot be opened by what was typed. */
  onFailed: (error: unknown) => void;
};

export function Gate(props: GateProps) {
  useTexts();
  return props.refusal.why.ask === 'code' ? <CodeGate {...props} /> : <PasswordGate {...props} />;
}

function PasswordGate({ secret, onOpened, onFailed }: GateProps) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const open = async (password: string) => {
    setBusy(true);
    try {
      onOpened(await ShareSession.open('/share-sessions', { secret, password }));
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiError)) onFailed(error);
      else if (error.code === 'too_many') setWrong(waitWords(error));
      else if (error.code === 'unauthenticated' && error.why.ask !== 'code')
        setWrong(t('gate.passwordWrong'));
      else onFailed(error);
    }
  };
  return <PasswordCard wrong={wrong} busy={busy} onSubmit={(password) => void open(password)} />;
}
