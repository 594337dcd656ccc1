/**
 * The page of an embed (/e/SHARE), inside another site's page. The site lets the reader in with a token that it has
 * signed, renews it before the session is over, and says how the page looks; the page tells what happens. The session is
 * in the memory of this page and nowhere else: a copied address shows nothing.
 */
import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { ShareSession } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { EmbedLook, EmbedState, FromPage, ToPage } from '../../embed/protocol';
import { languages } from '../../i18n/core';
import { showTheme } from '../../ui/theme';
import { EmbedCard } from '../gate/EmbedCard';
import { PageSkeleton } from '../../dashboards/view/PageSkeleton';
import { Spoken } from '../Spoken';
import { EmbeddedBoard } from './EmbeddedBoard';
import { type Around, talkTo } from './talk';
import { useMeasured } from './useMeasured';

type Stage =
  { at: 'waiting' } | { at: 'open'; session: ShareSession } | { at: 'outside' | 'denied' | 'over' | 'ended' };

/** A site that says nothing for so long lets nobody in, ms. */
const PATIENCE = 20_000;
/** A session is renewed when so much of it is left, ms; of a short one when half is. */
const LEFT = 45_000;
/** Until the next try, when the site has no token at the moment, ms. */
const AGAIN = 5_000;

/** A token in the address, for pages without our element. It is taken out at once. */
function tokenOfAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (token !== null) history.replaceState(history.state, '', location.pathname + location.search);
  return token;
}

function refusal(error: unknown): FromPage {
  if (!(error instanceof ApiError)) return { type: 'error', detail: String(error) };
  const { detail, errors } = error;
  return { type: 'denied', detail, errors: errors.map(({ pointer, message }) => ({ pointer, message })) };
}

/** Lets the same reader in anew. A stream that is open ends with the session it was opened with, and is opened again. */
async function renew(session: ShareSession, token: string, site: string | undefined): Promise<void> {
  const next = await ShareSession.open('/share-sessions', {
    token,
    renews: session.token,
    ...(site === undefined ? {} : { origin: site }),
  });
  session.token = next.token;
  session.expiresAt = next.expiresAt;
}

export function EmbeddedPage() {
  const [stage, setStage] = useState<Stage>({ at: 'waiting' });
  const [look, setLook] = useState<EmbedLook>({});
  const [fits, setFits] = useState(false);
  const around = useRef<Around | null>(null);
  const session = useRef<ShareSession | null>(null);
  /** What the site wants to be shown; told to the board once there is one. */
  const [wanted, setWanted] = useState<ToPage[]>([]);
  const selected = useRef(new Map<number, (prevented: boolean) => void>());
  const say = useCallback((message: FromPage) => around.current?.say(message), []);
  const tellHeight = useCallback((height: number) => say({ type: 'resized', height }), [say]);
  useMeasured(fits, tellHeight);
  useEffect(() => {
    if (look.theme !== undefined) showTheme(look.theme);
  }, [look.theme]);

  /** Lets the reader in, or lets them stay. */
  const enter = useCallback(
    async (token: string, site?: string) => {
      try {
        if (session.current === null) {
          const opened = await ShareSession.open('/share-sessions', {
            token,
            ...(site === undefined ? {} : { origin: site }),
          });
          session.current = opened;
          setStage({ at: 'open', session: opened });
        } else {
          await renew(session.current, token, site);
          setStage((before) =>
            before.at === 'open' ? before : { at: 'open', session: session.current as ShareSession },
          );
        }
        return true;
      } catch (error) {
        say(refusal(error));
        // Whoever is in stays as long as their session does.
        const inside = session.current !== null && Date.parse(session.current.expiresAt) > Date.now();
        if (!inside) {
          session.current = null;
          setStage({ at: 'denied' });
        }
        return false;
      }
    },
    [say],
  );

  const renewed = useRef<(() => void) | null>(null);
  const hear = useCallback(
    (message: ToPage, site: string) => {
      switch (message.type) {
        case 'open':
          setLook(message.look);
          setFits(message.fits);
          if (message.state !== undefined)
            setWanted((all) => [...all, { type: 'state', state: message.state as EmbedState }]);
          void enter(message.token, site);
          break;
        case 'token':
          void enter(message.token, site).then((entered) => {
            if (entered) renewed.current?.();
          });
          break;
        case 'none':
          setStage((before) => (before.at === 'waiting' ? { at: 'denied' } : before));
          break;
        case 'look':
          setLook(message.look);
          break;
        case 'selected':
          selected.current.get(message.id)?.(message.prevented);
          selected.current.delete(message.id);
          break;
        default:
          setWanted((all) => [...all, message]);
      }
    },
    [enter],
  );

  useEffect(() => {
    // Out of the address in any case: it is no secret to be kept there.
    const token = tokenOfAddress();
    if (window.parent === window) {
      setStage({ at: 'outside' });
      return undefined;
    }
    const talk = talkTo(window.parent, hear);
    around.current = talk;
    if (token !== null) void enter(token);
    const patience = setTimeout(
      () => setStage((before) => (before.at === 'waiting' ? { at: 'denied' } : before)),
      PATIENCE,
    );
    return () => {
      clearTimeout(patience);
      talk.stop();
    };
  }, [enter, hear]);

  // Asks for the next token before this session is over, and again until there is one.
  const open = stage.at === 'open' ? stage.session : null;
  useEffect(() => {
    if (open === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      say({ type: 'renew' });
      timer = setTimeout(ask, AGAIN);
    };
    const plan = () => {
      clearTimeout(timer);
      const left = Date.parse(open.expiresAt) - Date.now();
      timer = setTimeout(ask, Math.max(0, left - Math.min(LEFT, left / 2)));
    };
    renewed.current = plan;
    plan();
    return () => {
      renewed.current = null;
      clearTimeout(timer);
    };
  }, [open, say]);

  const onEnded = useCallback(
    (reason: string) => {
      say({ type: 'ended', reason });
      const over = reason === 'session_over' || reason === 'unauthenticated' || reason === 'signed_out';
      session.current = null;
      setStage({ at: over ? 'over' : 'ended' });
    },
    [say],
  );
  const number = useRef(0);
  const prevents = useCallback(
    (message: Omit<Extract<FromPage, { type: 'select' }>, 'id' | 'type'>) =>
      new Promise<boolean>((resolve) => {
        number.current += 1;
        selected.current.set(number.current, resolve);
        say({ type: 'select', id: number.current, ...message });
        // A page around that does not answer has nothing against it.
        setTimeout(resolve, 1_000, false);
      }),
    [say],
  );
  const again = useCallback(() => {
    setStage({ at: 'waiting' });
    say({ type: 'renew' });
  }, [say]);
  const taken = useCallback((count: number) => setWanted((all) => all.slice(count)), []);

  const language = languages.find((one) => look.language?.toLowerCase().startsWith(one));
  if (stage.at === 'waiting') return <PageSkeleton />;
  if (stage.at === 'open')
    return (
      <Suspense fallback={<PageSkeleton />}>
        <EmbeddedBoard
          session={stage.session}
          language={language}
          bare={look.bare === true}
          wanted={wanted}
          taken={taken}
          say={say}
          prevents={prevents}
          onEnded={onEnded}
          fits={fits}
        />
      </Suspense>
    );
  return (
    <Spoken language={language}>
      {() => (
        <Suspense fallback={<PageSkeleton />}>
          <EmbedCard why={stage.at} onAgain={again} />
        </Suspense>
      )}
    </Spoken>
  );
}
