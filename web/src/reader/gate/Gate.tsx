/** What a share asks before it opens: a password, or a code that goes to the invited address. */
import { useState } from 'react';
import { ShareSession } from '../../api/client';
import { ApiError } from '../../api/problem';
import { CodeGate } from './CodeGate';
import type { GateProps } from './gateProps';
import { PasswordCard } from './PasswordCard';
import { waitWords } from './words';

export function Gate(props: GateProps) {
  return props.refusal.why.ask === 'code' ? <CodeGate {...props} /> : <PasswordGate {...props} />;
}

function PasswordGate({ secret, onOpened, onFailed }: GateProps) {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const open = async (password: string) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      onOpened(await ShareSession.open('/share-sessions', { secret, password }));
    } catch (error) {
      setBusy(false);
      if (!(error instanceof ApiError)) onFailed(error);
      else if (error.code === 'too_many') setTrouble(waitWords(error));
      else if (error.code === 'unauthenticated' && error.why.ask !== 'code') setWrong(true);
      else onFailed(error);
    }
  };
  return (
    <PasswordCard wrong={wrong} trouble={trouble} busy={busy} onSubmit={(password) => void open(password)} />
  );
}
