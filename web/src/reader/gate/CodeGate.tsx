/**
 * A guest proves an address: asks for a code, and types it. Whether an address is invited is not told here by anything; the
 * server answers alike. It binds the code to this browser by a cookie that no script sees.
 */
import { useState, type ReactNode } from 'react';
import { ApiClient, ShareSession } from '../../api/client';
import { plainText } from '../../api/plainText';
import { ApiError } from '../../api/problem';
import { AddressCard, SendCard } from './AskCards';
import { CodeCard } from './CodeCard';
import type { GateProps } from './gateProps';
import { dropPending, keepPending, pendingFor, type Pending } from './pending';
import { useTexts } from './useTexts';
import { waitWords } from './words';

/** Seconds before another code can be asked for. */
const PAUSE = 30;

export function CodeGate({ secret, refusal, onOpened, onFailed }: GateProps): ReactNode {
  useTexts();
  const masked = refusal.why.address;
  const [pending, setPending] = useState<Pending | null>(() => pendingFor(secret));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string>();
  const [until, setUntil] = useState(() => (pending === null ? 0 : pending.at + PAUSE * 1000));
  const [tries, setTries] = useState(0);

  const attempt = async (act: () => Promise<void>, onRefused?: () => void) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await act();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'too_many') {
        setTrouble(waitWords(error));
        if (error.retryAfter !== null) setUntil(Date.now() + error.retryAfter * 1000);
      } else if (error instanceof ApiError && error.code === 'unauthenticated' && onRefused) onRefused();
      // What was typed stays while the network is away.
      else if (error instanceof ApiError && error.passing) setTrouble(plainText(error));
      else onFailed(error);
    } finally {
      setBusy(false);
    }
  };
  const send = (typed?: string) =>
    attempt(async () => {
      const email = typed === undefined ? {} : { email: typed };
      await new ApiClient().post('/share-sessions/code', { secret, ...email });
      const next = { own: typed === undefined, address: typed ?? masked ?? '', at: Date.now() };
      keepPending(secret, next);
      setPending(next);
      setTries(0);
      setUntil(next.at + PAUSE * 1000);
    });
  const redeem = (code: string) =>
    attempt(
      async () => {
        const email = pending === null || pending.own ? {} : { email: pending.address };
        const session = await ShareSession.open('/share-sessions/redeem', { secret, ...email, code });
        dropPending();
        onOpened(session);
      },
      () => setTries((before) => before + 1),
    );
  const back = () => {
    dropPending();
    setPending(null);
    setTrouble(undefined);
  };
  if (pending !== null)
    return (
      <CodeCard
        pending={pending}
        tries={tries}
        trouble={trouble}
        busy={busy}
        until={until}
        onCode={(code) => void redeem(code)}
        onAgain={() => void send(pending.own ? undefined : pending.address)}
        onBack={pending.own ? undefined : back}
      />
    );
  if (masked !== undefined)
    return <SendCard address={masked} busy={busy} trouble={trouble} onSend={() => void send()} />;
  return <AddressCard busy={busy} trouble={trouble} onSend={(email) => void send(email)} />;
}
