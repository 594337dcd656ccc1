/**
 * A shared dashboard (/s/SECRET) for who has nothing but the link: opens the share, asks for its password if it has
 * one, shows the dashboard, and says at once when it is over. Nothing here leads to the app.
 */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { plainText } from '../api/plainText';
import { ShareSession } from '../api/client';
import { ApiError } from '../api/problem';
import type { Dashboard } from '../api/types';
import { basePath } from '../api/basePath';
import { formatWall, wallTime } from '../charts/time';
import { locale, t } from '../i18n/core';
import { Button } from '../ui/Button';
import { BrandLogo } from '../dashboards/view/BrandLogo';
import { DashboardView } from '../dashboards/view/DashboardView';
import { Watermark } from '../dashboards/view/Watermark';
import { Branded } from './Branded';
import { GuestCard } from './GuestCard';
import { PageSkeleton } from '../dashboards/view/PageSkeleton';
import { forgetPainted } from '../dashboards/view/painted';
import { alone } from './alone';
import { useReaderDocument } from './offered';
import { forget, remember, remembered } from './session';
import { Spoken } from './Spoken';
import { serverSource } from '../dashboards/view/source';
import { defaultState, type DashState } from '../document/state';
import { useAddress } from '../dashboards/view/useAddress';
import { forgetAsked, useAsked } from '../dashboards/view/useAsked';
import { ownZone, readIn } from '../i18n/instant';
import css from '../dashboards/view/Dashboard.module.css';

// Most links ask nothing: what does loads then.
const Gate = lazy(() => import('./gate/Gate').then((m) => ({ default: m.Gate })));
const GuestFoot = lazy(() => import('./gate/GuestFoot').then((m) => ({ default: m.GuestFoot })));

type Stage =
  | { at: 'opening' }
  | { at: 'asked'; refusal: ApiError }
  | { at: 'open'; session: ShareSession }
  | { at: 'ended' }
  | { at: 'over' }
  | { at: 'failed'; error: unknown };

export function isGone(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.code === 'not_found' || error.code === 'forbidden' || error.code === 'unauthenticated')
  );
}

export function SharedPage({
  secret,
  own,
}: {
  /** The link's; of what is shared with this browser's guest, its id. */
  secret: string;
  own?: boolean;
}) {
  const [stage, setStage] = useState<Stage>({ at: 'opening' });
  const onOpened = useCallback(
    (session: ShareSession) => {
      remember(secret, session);
      setStage({ at: 'open', session });
    },
    [secret],
  );
  const onFailed = useCallback(
    (error: unknown) => {
      if (error instanceof ApiError && error.code === 'unauthenticated') {
        // The list says why nobody is known here.
        if (own) location.replace(`${basePath}/shared`);
        else setStage({ at: 'asked', refusal: error });
      } else setStage(isGone(error) ? { at: 'ended' } : { at: 'failed', error });
    },
    [own],
  );
  const open = useCallback(
    () =>
      (own
        ? ShareSession.open(`/shared-with-me/${secret}/open`)
        : ShareSession.open('/share-sessions', { secret })
      ).then(onOpened, onFailed),
    [secret, own, onOpened, onFailed],
  );
  const started = useRef(false);
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    const kept = remembered(secret);
    if (kept === null) void open();
    else setStage({ at: 'open', session: kept });
  }, [open, secret]);
  const onEnded = useCallback(() => {
    forget();
    setStage({ at: 'ended' });
  }, []);
  const onOver = useCallback(() => {
    forget();
    setStage({ at: 'over' });
  }, []);
  const onRefused = useCallback(() => {
    // A session that ran out is not an ended share: ask once more.
    forget();
    setStage({ at: 'opening' });
    void open();
  }, [open]);

  if (stage.at === 'opening') return <PageSkeleton />;
  if (stage.at === 'open')
    return (
      <Opened key={stage.session.session} session={stage.session} ends={{ onEnded, onOver, onRefused }} />
    );
  return (
    <Spoken>
      {() => {
        switch (stage.at) {
          case 'asked':
            return (
              <Branded brand={stage.refusal.why.brand}>
                <Suspense fallback={<PageSkeleton />}>
                  <Gate secret={secret} refusal={stage.refusal} onOpened={onOpened} onFailed={onFailed} />
                </Suspense>
              </Branded>
            );
          case 'ended':
            return <GuestCard icon="lock" title={t('view.shareEnded')} hint={t('view.shareEndedHint')} />;
          case 'over':
            return (
              <GuestCard icon="clock" title={t('view.sessionOver')} hint={t('view.sessionOverHint')}>
                <Button variant="primary" icon="refresh" onClick={onRefused}>
                  {t('view.openAgain')}
                </Button>
              </GuestCard>
            );
          case 'failed':
            return <Failed error={stage.error} onAgain={() => void open()} />;
        }
      }}
    </Spoken>
  );
}

export function Failed({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  return (
    <GuestCard icon="alert" title={t('view.shareFailed')} hint={plainText(error)}>
      <Button icon="refresh" onClick={onAgain}>
        {t('app.tryAgain')}
      </Button>
    </GuestCard>
  );
}

/** How a page that was open can end for its reader. */
type Ends = {
  /** It is no longer shared. */
  onEnded: () => void;
  /** The reader's time is up; the link may open again. */
  onOver: () => void;
  /** The link itself knows whether it still opens. */
  onRefused: () => void;
};

/** `above`: what stands over the page of somebody who looks at it as its readers will. */
export function Opened({ session, ends, above }: { session: ShareSession; ends: Ends; above?: ReactNode }) {
  const { onEnded, onOver, onRefused } = ends;
  const asked = useAsked(session.session, (signal) =>
    session.get<Dashboard>(`/dashboards/${session.dashboard}`, { signal }),
  );
  const gone = isGone(asked.error);
  const loaded = asked.data !== undefined;
  const onGone = useCallback(() => {
    // A machine that slept hears of it by a refusal only.
    if (Date.parse(session.expiresAt) <= Date.now()) onOver();
    else onEnded();
  }, [session, onEnded, onOver]);
  useEffect(() => {
    if (!gone) return;
    // Seen before and gone now: over. Never seen: this tab's session may simply be old.
    if (loaded) onGone();
    else onRefused();
  }, [gone, loaded, onGone, onRefused]);
  const { again } = asked;
  const onChanged = useCallback(() => {
    // What can be chosen may be less now, and what was drawn before it may be shown no more.
    forgetAsked();
    forgetPainted();
    again();
  }, [again]);
  const [start, setStart] = useState(0);
  const onClosed = useCallback(
    (reason: string) => {
      // Its password or its link is another one now: the link itself knows whether it still opens.
      if (reason === 'signed_out') onRefused();
      else if (reason === 'session_over') onOver();
      else if (reason === 'changed') {
        // Still shared, but not with what was chosen: starts again with what it opens with now.
        history.replaceState(history.state, '', location.pathname);
        onChanged();
        setStart((before) => before + 1);
      } else onGone();
    },
    [onChanged, onGone, onOver, onRefused],
  );
  if (gone) return <PageSkeleton />;
  if (asked.data === undefined) {
    if (asked.loading) return <PageSkeleton />;
    return <Spoken>{() => <Failed error={asked.error} onAgain={asked.again} />}</Spoken>;
  }
  const dashboard = asked.data;
  readIn(dashboard.share?.time_zone ?? null);
  return (
    <Spoken language={dashboard.share?.language ?? null}>
      {() => (
        <Branded brand={dashboard.share?.brand}>
          <main>
            {above}
            <Suspense fallback={<PageSkeleton />}>
              <Shown
                key={start}
                dashboard={dashboard}
                session={session}
                onEnded={onClosed}
                onChanged={onChanged}
              />
            </Suspense>
            {dashboard.share?.watermark && <Watermark text={dashboard.share.watermark} />}
          </main>
        </Branded>
      )}
    </Spoken>
  );
}

function Shown({
  dashboard,
  session,
  onEnded,
  onChanged,
}: {
  dashboard: Dashboard;
  session: ShareSession;
  onEnded: (reason: string) => void;
  onChanged: () => void;
}) {
  const { fixed, share } = dashboard;
  const doc = useMemo(() => alone(dashboard.document, window.innerHeight), [dashboard]);
  const can = (ability: Dashboard['can'][number]) => dashboard.can.includes(ability);
  const chooses = can('interact');
  // As text: a document that was read again and says the same must not start everything anew.
  const said = JSON.stringify(defaultState(doc));
  const start = useMemo(() => JSON.parse(said) as DashState, [said]);
  // What the document says anyway is left to the server: who may only look may send nothing.
  const source = useMemo(() => serverSource(session, session.dashboard, { untold: start }), [session, start]);
  const { free, drawn } = useReaderDocument(doc, fixed, source, chooses);
  const address = useAddress(free);
  const state = chooses ? address.state : start;
  const title = share?.title || dashboard.title;
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <DashboardView
      title={title}
      logo={<BrandLogo brand={share?.brand} />}
      document={drawn}
      source={source}
      state={state}
      onState={address.setState}
      notes={chooses ? address.notes : []}
      fixed={fixed}
      can={{
        interact: chooses,
        exportDocument: can('export_document'),
        exportData: can('export_data'),
      }}
      footer={share && <Footer share={share} fixed={fixed} />}
      onEnded={onEnded}
      onChanged={onChanged}
    />
  );
}

/** "CET" rather than "GMT+1" where any English knows the zone's own short name. */
function zoneName(at: Date, zone: string): string {
  const names = [locale(), 'en-GB', 'en-US'].map(
    (tag) =>
      new Intl.DateTimeFormat(tag, { timeZone: zone, timeZoneName: 'short' })
        .formatToParts(at)
        .find((part) => part.type === 'timeZoneName')?.value ?? '',
  );
  return names.find((name) => /^[A-Z]{2,5}$/.test(name)) ?? names[0] ?? '';
}

/** The time beyond which nothing is shown; empty where there is none. */
function limitsText(fixed: Dashboard['fixed'], zone: string): string {
  const words = (at: string | null | undefined) => {
    const wall = at ? wallTime(at, zone) : null;
    return wall === null ? '' : formatWall(wall, 'minute', locale());
  };
  const [from, until] = [words(fixed?.time_from_at_earliest), words(fixed?.time_until_at_latest)];
  if (from && until) return t('view.timeBetween', { from, until });
  return from ? t('view.timeFrom', { from }) : until ? t('view.timeUntil', { until }) : '';
}

function Footer({ share, fixed }: { share: NonNullable<Dashboard['share']>; fixed: Dashboard['fixed'] }) {
  const zone = ownZone();
  const limits = limitsText(fixed, zone);
  const wall = share.expires_at === null ? null : wallTime(share.expires_at, zone);
  const short = share.expires_at === null ? '' : zoneName(new Date(share.expires_at), zone);
  const thisYear = wall !== null && new Date(wall).getUTCFullYear() === new Date().getFullYear();
  const ends = wall === null ? null : `${formatWall(wall, 'minute', locale(), !thisYear)} ${short}`.trim();
  return (
    <footer className={css['footer']}>
      <span>
        {ends === null
          ? t('view.sharedBy', { name: share.shared_by })
          : t('view.sharedByUntil', { name: share.shared_by, time: ends })}
        {limits !== '' && ` · ${limits}`}
      </span>
      {share.guest && (
        <Suspense>
          <GuestFoot address={share.guest.address} />
        </Suspense>
      )}
      {share.watermark && (
        <span className={css['carried']}>{t('view.watermark', { text: share.watermark })}</span>
      )}
    </footer>
  );
}
