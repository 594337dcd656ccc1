/**
 * All answers of a dashboard: asks for each widget when what it reads changes, takes what the live stream pushes, and
 * keeps the old answer on screen while the new one is on its way.
 */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { fromProblem, mayPass } from '../../api/problem';
import type { Answer, DashboardDocument, Widget } from '../../api/types';
import type { LiveEvent, LiveState } from './live';
import { asks, isLive, readKey } from './reads';
import type { DataSource } from './source';
import type { DashState } from '../../document/state';

export interface WidgetData {
  /** The newest answer there is; may be of the choice before while `loading`. */
  readonly answer?: Answer;
  readonly error?: unknown;
  readonly loading: boolean;
  /** Since when there is no newer answer although one was asked for, epoch milliseconds. */
  readonly oldSince?: number;
}

export type AllData = ReadonlyMap<string, WidgetData>;

type Change =
  | { type: 'asked'; widgets: readonly string[] }
  | { type: 'answered'; widget: string; answer: Answer }
  | { type: 'failed'; widget: string; error: unknown; keeps?: boolean | undefined };

function reduce(data: AllData, change: Change): AllData {
  const next = new Map(data);
  switch (change.type) {
    case 'asked':
      for (const id of change.widgets) next.set(id, { ...data.get(id), loading: true });
      return next;
    case 'answered':
      next.set(change.widget, { answer: change.answer, loading: false });
      return next;
    case 'failed':
      next.set(change.widget, failed(data.get(change.widget), change.error, change.keeps === true));
      return next;
  }
}

/**
 * A failure takes the answer away: an old number without a word would pass for a current one. A wall keeps its last picture
 * where the failure may pass by itself, and says since when it is old.
 */
function failed(before: WidgetData | undefined, error: unknown, keeps: boolean): WidgetData {
  if (!keeps || before?.answer === undefined || !mayPass(error)) return { error, loading: false };
  return { answer: before.answer, loading: false, oldSince: before.oldSince ?? Date.now() };
}

/** What the stream says about itself. */
export interface LiveInfo {
  /** null: this source pushes nothing. */
  readonly state: LiveState | null;
  /** Since when nothing was heard of it, epoch milliseconds; null while it is there. */
  readonly since: number | null;
  /** How far the server's clock is ahead of this machine's, ms. */
  readonly ahead: number;
}

export interface DataEvents {
  /** The dashboard has ended for this reader, and why. */
  readonly onEnded?: ((reason: string) => void) | undefined;
  /** Document or rights have changed on the server. */
  readonly onChanged?: ((what: 'document' | 'rights') => void) | undefined;
  /** The last answers stay, marked as old, while newer ones cannot be had. */
  readonly keeps?: boolean | undefined;
}

export interface DashboardData {
  readonly data: AllData;
  readonly live: LiveInfo;
  /** Asks for everything anew, whatever is known. */
  readonly refresh: () => void;
  /** Asks for one widget anew. */
  readonly retry: (widget: Widget) => void;
}

export function useDashboardData(
  source: DataSource,
  document: DashboardDocument,
  state: DashState,
  events: DataEvents = {},
): DashboardData {
  const [data, change] = useReducer(reduce, new Map<string, WidgetData>());
  const [live, setLive] = useState<LiveInfo>({
    state: source.live === undefined ? null : 'connecting',
    since: null,
    ahead: 0,
  });
  const now = useRef({ state, events });
  now.current = { state, events };
  const running = useRef(new Map<string, AbortController>());
  /** Counts changes of rights and document: what was answered under the old ones is asked anew. */
  const [era, setEra] = useState(0);

  const ask = useCallback(
    (widgets: readonly Widget[]) => {
      if (widgets.length === 0) return;
      change({ type: 'asked', widgets: widgets.map((w) => w.id) });
      for (const widget of widgets) {
        running.current.get(widget.id)?.abort();
        const stop = new AbortController();
        running.current.set(widget.id, stop);
        source.answer(widget, now.current.state, stop.signal).then(
          (answer) => {
            if (!stop.signal.aborted) change({ type: 'answered', widget: widget.id, answer });
          },
          (error: unknown) => {
            const { keeps } = now.current.events;
            if (!stop.signal.aborted) change({ type: 'failed', widget: widget.id, error, keeps });
          },
        );
      }
    },
    [source],
  );

  const [pushed, fetched] = useMemo(() => {
    const all = document.widgets.filter(asks);
    const pushes = source.live !== undefined;
    return [all.filter((w) => pushes && isLive(w)), all.filter((w) => !pushes || !isLive(w))];
  }, [document, source]);

  // Only what reads something that changed is asked again; a changed question counts as a change, too.
  const known = useRef(new Map<string, string>());
  useEffect(() => {
    const old = known.current;
    const next = new Map<string, string>();
    for (const w of fetched)
      next.set(w.id, `${source.key} ${era} ${JSON.stringify([w.question ?? null])} ${readKey([w], state)}`);
    known.current = next;
    ask(fetched.filter((w) => old.get(w.id) !== next.get(w.id)));
  }, [ask, fetched, source, state, era]);

  useEffect(() => {
    const all = running.current;
    return () => {
      for (const stop of all.values()) stop.abort();
      all.clear();
      known.current = new Map();
    };
  }, [source]);

  const pushedKey = `${pushed.map((w) => w.id).join(' ')} ${readKey(pushed, state)}`;
  useEffect(() => {
    if (source.live === undefined) {
      setLive({ state: null, since: null, ahead: 0 });
      return undefined;
    }
    const ids = new Set(pushed.map((w) => w.id));
    change({ type: 'asked', widgets: [...ids] });
    const onEvent = (event: LiveEvent) => {
      if (event.event === 'answer' && ids.has(event.data.widget)) {
        change({ type: 'answered', widget: event.data.widget, answer: event.data.answer });
      } else if (event.event === 'failed' && ids.has(event.data.widget)) {
        change({
          type: 'failed',
          widget: event.data.widget,
          error: fromProblem(event.data.problem, event.data.problem.status),
          keeps: now.current.events.keeps,
        });
      } else if (event.event === 'hello') {
        const told = Date.parse(event.data.now ?? '');
        if (!Number.isNaN(told)) setLive((before) => ({ ...before, ahead: told - Date.now() }));
      } else if (event.event === 'changed') {
        setEra((before) => before + 1);
        now.current.events.onChanged?.(event.data.what);
      } else if (event.event === 'ended') {
        now.current.events.onEnded?.(event.data.reason);
      }
    };
    return source.live(now.current.state, {
      onEvent,
      onState: (next, heard) =>
        setLive((before) => ({
          ...before,
          state: next,
          since:
            next === 'reconnecting'
              ? (before.since ?? heard ?? Date.now())
              : next === 'live'
                ? null
                : before.since,
        })),
      onRefused: (error) => {
        if (error.code !== 'invalid') {
          now.current.events.onEnded?.(error.code);
          return;
        }
        // The choice does not fit (any more): the widgets say so, the page stays.
        for (const id of ids) change({ type: 'failed', widget: id, error });
      },
    });
    // pushedKey stands for the widgets and for everything of the state that they read.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [source, pushedKey]);

  const refresh = useCallback(() => ask([...pushed, ...fetched]), [ask, pushed, fetched]);
  const retry = useCallback((widget: Widget) => ask([widget]), [ask]);
  return { data, live, refresh, retry };
}
