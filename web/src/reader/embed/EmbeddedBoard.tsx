/** The dashboard of an embed: nothing around it, its state in memory, driven by the page around as well as by its reader. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ShareSession } from '../../api/client';
import type { Answer, Dashboard, DashboardDocument, TimeRange, Widget } from '../../api/types';
import { isRange } from '../../document/range';
import { defaultState, type DashState, readValue } from '../../document/state';
import { BrandLogo } from '../../dashboards/view/BrandLogo';
import { DashboardView } from '../../dashboards/view/DashboardView';
import { Watermark } from '../../dashboards/view/Watermark';
import { PageSkeleton } from '../../dashboards/view/PageSkeleton';
import { serverSource } from '../../dashboards/view/source';
import { forgetAsked, useAsked } from '../../dashboards/view/useAsked';
import type { EmbedPoint, EmbedState, FromPage, ToPage } from '../../embed/protocol';
import { type Language, t } from '../../i18n/core';
import { alone } from '../alone';
import { Branded } from '../Branded';
import { useReaderDocument } from '../offered';
import { Spoken } from '../Spoken';
import { columnOf, pointOf } from './point';
import css from '../../dashboards/view/Dashboard.module.css';

interface BoardProps {
  readonly session: ShareSession;
  readonly language: Language | undefined;
  readonly bare: boolean;
  readonly fits: boolean;
  /** What the page around wants to be shown, in its order; `taken` says how much of it was. */
  readonly wanted: readonly ToPage[];
  readonly taken: (count: number) => void;
  readonly say: (message: FromPage) => void;
  /** Tells of a click; whether the page around does something else with it. */
  readonly prevents: (message: { point: EmbedPoint }) => Promise<boolean>;
  readonly onEnded: (reason: string) => void;
}

export function EmbeddedBoard(props: BoardProps) {
  const { session, onEnded } = props;
  const asked = useAsked(session.dashboard, (signal) =>
    session.get<Dashboard>(`/dashboards/${session.dashboard}`, { signal }),
  );
  const { again, error } = asked;
  useEffect(() => {
    if (error !== null) onEnded('refused');
  }, [error, onEnded]);
  const onChanged = useCallback(() => {
    // What can be chosen may be less now.
    forgetAsked();
    again();
  }, [again]);
  // Kept here: another language draws everything below anew.
  const [chosen, setChosen] = useState<DashState | null>(null);
  if (asked.data === undefined) return <PageSkeleton />;
  const dashboard = asked.data;
  return (
    <Spoken language={props.language ?? dashboard.share?.language ?? null}>
      {() => (
        <Branded brand={dashboard.share?.brand}>
          <main>
            <Board
              {...props}
              dashboard={dashboard}
              onChanged={onChanged}
              chosen={chosen}
              setChosen={setChosen}
            />
            {dashboard.share?.watermark && <Watermark text={dashboard.share.watermark} />}
          </main>
        </Branded>
      )}
    </Spoken>
  );
}

/** The state as the page around knows it. */
function told(state: DashState): EmbedState {
  return { variables: state.variables, ...(state.time === undefined ? {} : { time: state.time }) };
}

/** What the page around wants, as far as it can be chosen; the rest stays as it is. */
export function wish(state: DashState, message: ToPage, document: DashboardDocument): DashState {
  const start = defaultState(document);
  const one = (name: string, raw: unknown): DashState['variables'] => {
    const variable = document.variables?.find((known) => known.name === name);
    if (variable === undefined) return {};
    const value = raw === undefined ? start.variables[name] : readValue(variable, raw);
    return value === undefined ? {} : { [name]: value };
  };
  const time = (raw: unknown): TimeRange | undefined =>
    raw === undefined ? start.time : isRange(raw) ? raw : state.time;
  switch (message.type) {
    case 'variable':
      return { ...state, variables: { ...state.variables, ...one(message.name, message.value) } };
    case 'time':
      return { ...state, time: time(message.time) };
    case 'state': {
      const given = Object.entries(message.state.variables).map(([name, raw]) => one(name, raw));
      return {
        variables: Object.assign({ ...start.variables }, ...given) as DashState['variables'],
        time: time(message.state.time),
      };
    }
    default:
      return state;
  }
}

function Board({
  dashboard,
  session,
  bare,
  fits,
  wanted,
  taken,
  say,
  prevents,
  onEnded,
  onChanged,
  chosen,
  setChosen,
}: BoardProps & {
  readonly dashboard: Dashboard;
  readonly onChanged: () => void;
  readonly chosen: DashState | null;
  readonly setChosen: (state: DashState) => void;
}) {
  const { fixed, share } = dashboard;
  const doc = useMemo(() => alone(dashboard.document, fits ? 0 : window.innerHeight), [dashboard, fits]);
  const can = (ability: Dashboard['can'][number]) => dashboard.can.includes(ability);
  const chooses = can('interact');
  // As text: a document that was read again and says the same must not start everything anew.
  const said = JSON.stringify(defaultState(doc));
  const start = useMemo(() => JSON.parse(said) as DashState, [said]);
  const source = useMemo(() => {
    const goesOn = (reason: string) =>
      reason === 'session_over' && Date.parse(session.expiresAt) > Date.now();
    return serverSource(session, session.dashboard, { untold: start, goesOn });
  }, [session, start]);
  const { free, drawn } = useReaderDocument(doc, fixed, source, chooses);
  const state = chooses ? (chosen ?? defaultState(free)) : start;
  const title = share?.title || dashboard.title;

  const known = useRef(state);
  known.current = state;
  const choose = useCallback(
    (next: DashState) => {
      known.current = next;
      setChosen(next);
      say({ type: 'filter', state: told(next) });
    },
    [say, setChosen],
  );
  useEffect(() => {
    if (wanted.length === 0) return;
    taken(wanted.length);
    if (!chooses) return;
    const next = wanted.reduce((now, message) => wish(now, message, free), known.current);
    if (JSON.stringify(next) !== JSON.stringify(known.current)) choose(next);
  }, [wanted, taken, chooses, free, choose]);

  useEffect(() => {
    document.title = title;
    say({ type: 'ready', title, state: told(known.current) });
  }, [title, say]);

  const onPick = (widget: Widget, answer: Answer | undefined, clicked: unknown) => {
    const point = pointOf(clicked);
    if (point === null) return;
    const column = columnOf(answer, point);
    void prevents({ point: { widget: widget.id, title: widget.title ?? '', column, ...point } }).then(
      (prevented) => {
        const variable = free.variables?.find(({ name }) => name === column);
        if (prevented || !chooses || column === null || variable === undefined) return;
        const value = variable.many === true ? [point.name] : point.name;
        choose(wish(known.current, { type: 'variable', name: column, value }, free));
      },
    );
  };
  return (
    <DashboardView
      title={title}
      logo={<BrandLogo brand={share?.brand} />}
      document={drawn}
      source={source}
      state={state}
      onState={choose}
      fixed={fixed}
      can={{ interact: chooses, exportDocument: can('export_document'), exportData: can('export_data') }}
      headless={bare}
      onPick={onPick}
      footer={
        share?.watermark && (
          <footer className={css['footer']}>
            <span className={css['carried']}>{t('view.watermark', { text: share.watermark })}</span>
          </footer>
        )
      }
      onEnded={onEnded}
      onChanged={onChanged}
    />
  );
}
