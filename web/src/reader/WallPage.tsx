/** A link on a wall (/s/SECRET?kiosk=true): opens it, and opens it again, by itself. A password is asked for once and kept by the page. */
import { lazy, Suspense, useCallback, useRef, useState } from 'react';
import { ShareSession } from '../api/client';
import { ApiError } from '../api/problem';
import type { BrandParts, Me } from '../api/types';
import type { Open } from '../dashboards/kiosk/door';
import { Kiosk } from '../dashboards/kiosk/Kiosk';
import { EVERY, kioskSettings, withoutKiosk } from '../dashboards/kiosk/settings';
import type { Language } from '../i18n';
import { readIn } from '../i18n/instant';
import { Branded } from './Branded';
import { forget, remember, remembered } from './session';
import { Spoken } from './Spoken';

const PasswordCard = lazy(() => import('./gate/PasswordCard').then((m) => ({ default: m.PasswordCard })));
const Gate = lazy(() => import('./gate/Gate').then((m) => ({ default: m.Gate })));

/** Who is asked for a session that the server does not know any more asks for a new one, and not for a password. */
async function entered(secret: string, password: string | undefined, signal: AbortSignal) {
  const kept = remembered(secret);
  if (kept !== null) {
    try {
      return { session: kept, me: await kept.get<Me>('/auth/me', { signal }) };
    } catch (error) {
      if (!(error instanceof ApiError) || error.passing) throw error;
      forget();
    }
  }
  const session = await ShareSession.open('/share-sessions', { secret, password });
  remember(secret, session);
  return { session, me: await session.get<Me>('/auth/me', { signal }) };
}

export function WallPage({ secret }: { secret: string }) {
  const password = useRef<string | undefined>(undefined);
  const [wrong, setWrong] = useState(false);
  // What a guest's link asks: who may stand before it proves the address once.
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const [brand, setBrand] = useState<BrandParts | null>(null);
  const [language, setLanguage] = useState<Language | null | undefined>(undefined);
  const open = useCallback<Open>(
    async (signal) => {
      try {
        const { session, me } = await entered(secret, password.current, signal);
        const { every, rotate } = kioskSettings(location.search);
        // What opens now, each decided on its own; an address may ask for some of it.
        const turns = me.caller.share?.rotation ?? [];
        const some = turns.filter(({ id }) => rotate.length === 0 || rotate.includes(id));
        const stops = some.map(({ id, seconds }) => ({
          id,
          every: every ?? (seconds === null ? EVERY : seconds * 1000),
        }));
        const own = { id: session.dashboard, every: every ?? EVERY };
        setWrong(false);
        setBrand(me.caller.share?.brand ?? null);
        setLanguage(me.caller.share?.language ?? null);
        readIn(me.caller.share?.time_zone ?? null);
        return { api: session, stops: stops.length === 0 ? [own] : stops };
      } catch (error) {
        // What was wrong is not said again each time that the wall tries by itself.
        const refused = error instanceof ApiError && error.code === 'unauthenticated';
        setWrong(refused && password.current !== undefined);
        if (refused) password.current = undefined;
        if (refused) setBrand(error.why.brand ?? null);
        setRefusal(refused && error.why.ask === 'code' ? error : null);
        throw error;
      }
    },
    [secret],
  );
  return (
    <Spoken language={language}>
      {() => (
        <Branded brand={brand}>
          <Kiosk
            open={open}
            onLeave={() => location.assign(`${location.pathname}${withoutKiosk(location.search)}`)}
            asked={(again) => (
              <Suspense fallback={null}>
                {refusal === null ? (
                  <PasswordCard
                    wrong={wrong}
                    busy={false}
                    onSubmit={(said) => {
                      password.current = said;
                      again();
                    }}
                  />
                ) : (
                  <Gate
                    secret={secret}
                    refusal={refusal}
                    onOpened={(session) => {
                      remember(secret, session);
                      again();
                    }}
                    onFailed={again}
                  />
                )}
              </Suspense>
            )}
          />
        </Branded>
      )}
    </Spoken>
  );
}
