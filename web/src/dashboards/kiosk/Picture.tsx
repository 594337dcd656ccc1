/**
 * One dashboard on a wall, as large as the screen: loads it until it is there, says when it can be shown, and when it is
 * over. Mounted for its turn only; charts and streams go with it.
 */
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ApiClient } from '../../api/client';
import { ApiError } from '../../api/problem';
import type { Dashboard } from '../../api/types';
import { defaultState, readState } from '../../document/state';
import { BrandLogo } from '../view/BrandLogo';
import { DashboardView } from '../view/DashboardView';
import { Watermark } from '../view/Watermark';
import { serverSource } from '../view/source';
import type { DashboardData } from '../view/useData';
import { t } from '../../i18n/core';
import { spread, type Stop } from './door';
import { fitTo } from './fit';
import { WallHead } from './WallHead';
import css from './Kiosk.module.css';

const LOOKING = { interact: false, exportDocument: false, exportData: false };
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** The dashboard as its caller sees it, read until it is there; `null` until then. */
function useDashboard(api: ApiClient, stop: Stop, onGone: (reason: string) => void) {
  const [dashboard, setDashboard] = useState<Dashboard | null>(null);
  const [round, setRound] = useState(0);
  const gone = useRef(onGone);
  gone.current = onGone;
  useEffect(() => {
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Users read what everybody sees; readers of a share see nothing else.
    const edition = api.token === null ? { edition: 'shown' } : {};
    const ask = (failures: number) => {
      const query = { workspace: stop.workspace, ...edition };
      api.get<Dashboard>(`/dashboards/${stop.id}`, { query, signal: over.signal }).then(
        (found) => {
          if (!over.signal.aborted) setDashboard(found);
        },
        (error: unknown) => {
          if (over.signal.aborted) return;
          if (
            error instanceof ApiError &&
            ['unauthenticated', 'forbidden', 'not_found'].includes(error.code)
          ) {
            gone.current(error.code);
            return;
          }
          const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 10));
          timer = setTimeout(() => ask(failures + 1), spread(wait));
        },
      );
    };
    ask(0);
    return () => {
      over.abort();
      clearTimeout(timer);
    };
  }, [api, stop.id, stop.workspace, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  return { dashboard, again };
}

function useScreenSize(): { width: number; height: number } {
  const [size, setSize] = useState(() => ({ width: innerWidth, height: innerHeight }));
  useEffect(() => {
    const change = () => setSize({ width: innerWidth, height: innerHeight });
    addEventListener('resize', change);
    return () => removeEventListener('resize', change);
  }, []);
  return size;
}

export interface PictureProps {
  readonly api: ApiClient;
  readonly stop: Stop;
  /** In front; otherwise it gets ready behind the one that is. */
  readonly shown: boolean;
  /** Which one of how many, where there are several. */
  readonly place: { at: number; all: number } | null;
  readonly paused: boolean;
  /** Counts up when everything is to be asked anew. */
  readonly refreshes: number;
  /** Every widget has an answer, or has none to wait for. */
  readonly onReady: () => void;
  readonly onGone: (reason: string) => void;
}

export function Picture(props: PictureProps) {
  const { api, stop, onGone } = props;
  const { dashboard, again } = useDashboard(api, stop, onGone);
  return dashboard === null ? null : <Drawn {...props} dashboard={dashboard} onChanged={again} />;
}

function Drawn({
  dashboard,
  onChanged,
  ...props
}: PictureProps & { dashboard: Dashboard; onChanged: () => void }) {
  const { api, stop, shown, refreshes, onReady, onGone } = props;
  const { document } = dashboard;
  // The address chooses for all of them; what one has no such variable for, it passes over. What a document says anyway is
  // left to the server: who may only look may send nothing.
  const [start, state] = useMemo(() => {
    const own = defaultState(document);
    return [own, dashboard.can.includes('interact') ? readState(location.search, document).state : own];
  }, [dashboard, document]);
  const said = JSON.stringify(start);
  const source = useMemo(
    () => serverSource(api, stop.id, { workspace: stop.workspace, untold: JSON.parse(said) as typeof start }),
    [api, stop.id, stop.workspace, said],
  );
  const size = useScreenSize();
  const fit = useMemo(() => fitTo(document.widgets, size.width, size.height), [document, size]);
  const head = (data: DashboardData) => (
    <WallHead
      logo={<BrandLogo brand={dashboard.share?.brand} />}
      title={props.place === null && dashboard.share?.title ? dashboard.share.title : dashboard.title}
      document={document}
      shown={data}
      place={props.place}
      paused={props.paused}
      refreshes={refreshes}
      onReady={onReady}
    />
  );
  const style: CSSProperties & Record<`--${string}`, string | number> =
    fit === null
      ? {}
      : {
          '--rows': fit.rows,
          width: fit.width,
          height: fit.height,
          transform: `scale(${fit.scale})`,
        };
  const watermark = dashboard.share?.watermark;
  return (
    <>
      <div
        className={css['picture']}
        data-shown={shown}
        data-fit={fit !== null}
        style={style}
        aria-hidden={!shown || undefined}
      >
        <DashboardView
          title={dashboard.title}
          document={document}
          source={source}
          state={state}
          onState={() => undefined}
          fixed={dashboard.fixed}
          can={LOOKING}
          wall={head}
          onEnded={onGone}
          onChanged={onChanged}
        />
      </div>
      {/* Beside it: a picture that is fitted to the screen is scaled, and turns away. */}
      {shown && watermark && (
        <>
          <Watermark text={watermark} />
          <p className="visually-hidden">{t('view.watermark', { text: watermark })}</p>
        </>
      )}
    </>
  );
}
