/**
 * A dashboard as readers see it: head, grid, widgets. The same for the app, for shares and for previews; what differs
 * comes in by the source, by what the caller can do, and by the parts the page puts into the head.
 */
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import type { Answer, Dashboard, DashboardDocument, TimeRange, Widget as WidgetDoc } from '../../api/types';
import { type Controls, ControlsProvider, PickProvider } from '../../charts/view';
import { t } from '../../i18n/core';
import { Notice } from '../../ui/Bits';
import { IconButton } from '../../ui/Button';
import { cx } from '../../ui/cx';
import { Bar } from './Bar';
import { placed } from './layout';
import { takeOver } from './painted';
import { isLive } from './reads';
import type { DataSource } from './source';
import type { DashState, StateNote } from '../../document/state';
import { noteText, variableName } from '../../document/values';
import { zoneOf } from '../../document/zone';
import { TimePicker } from './TimePicker';
import { useDashboardData, type DashboardData } from './useData';
import { useFile } from './useFile';
import { useNoted, useRefused } from './useRefused';
import { useLook } from './useLook';
import { VariablePicker } from './VariablePicker';
import { Widget } from './Widget';
import { WidgetMenu } from './WidgetMenu';
import type { Abilities } from './abilities';
import css from './Dashboard.module.css';

const FullSize = lazy(() => import('./FullSize').then((m) => ({ default: m.FullSize })));

export interface DashboardViewProps {
  readonly title: string;
  readonly document: DashboardDocument;
  readonly source: DataSource;
  readonly state: DashState;
  readonly onState: (state: DashState) => void;
  readonly can: Abilities;
  /** Variables the share has fixed and shows. */
  readonly fixed?: Dashboard['fixed'] | undefined;
  /** Parts of the address that could not be taken over. */
  readonly notes?: readonly StateNote[];
  /** Buttons of the page, at the end of the head. */
  readonly actions?: ReactNode;
  /** Before the title: whose it is. */
  readonly logo?: ReactNode;
  /** Beside the title: marks. */
  readonly marks?: ReactNode;
  /** Between head and grid: what everybody has to know first. */
  readonly banner?: ReactNode;
  readonly footer?: ReactNode;
  /** Below the app's own bar, which sticks, too. */
  readonly inApp?: boolean;
  /** No head at all (a bare embed or a preview). */
  readonly headless?: boolean;
  /**
   * On a wall: this head instead of the usual one, no menus, and the last answers stay while newer ones cannot be had. The
   * grid fills what it is given.
   */
  readonly wall?: ((shown: DashboardData) => ReactNode) | undefined;
  /** Something of a drawing was clicked, as ECharts tells of it. */
  readonly onPick?: ((widget: WidgetDoc, answer: Answer | undefined, clicked: unknown) => void) | undefined;
  readonly onEnded?: (reason: string) => void;
  readonly onChanged?: (what: 'document' | 'rights') => void;
}

const ANCHOR = '#w-';

/** The widget the address points at. */
function useMarked(): string | null {
  const read = () =>
    location.hash.startsWith(ANCHOR) ? decodeURIComponent(location.hash.slice(ANCHOR.length)) : null;
  const [marked, setMarked] = useState(read);
  useEffect(() => {
    const change = () => setMarked(read());
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  useEffect(() => {
    if (marked !== null) document.getElementById(`w-${marked}`)?.scrollIntoView({ block: 'center' });
  }, [marked]);
  return marked;
}

export function DashboardView(props: DashboardViewProps) {
  const { document: doc, source, onState, can, fixed } = props;
  const { asked: state, names: refused, note } = useRefused(props.state);
  const { wall } = props;
  const shown = useDashboardData(source, doc, state, {
    onEnded: props.onEnded,
    onChanged: props.onChanged,
    keeps: wall !== undefined,
  });
  const { data, live, refresh, retry } = shown;
  useNoted(note, data);
  useLayoutEffect(takeOver, []);
  const { look, settled } = useLook(doc, data, state.time);
  const { make, making } = useFile(source, state);
  const marked = useMarked();
  const [full, setFull] = useState<{ id: string; table: boolean } | null>(null);
  const [noted, setNoted] = useState(false);
  const places = useMemo(() => placed(doc.widgets), [doc]);
  const setVariable = useCallback(
    (name: string, value: unknown) => onState({ ...state, variables: { ...state.variables, [name]: value } }),
    [onState, state],
  );
  const setTime = useCallback((time: TimeRange) => onState({ ...state, time }), [onState, state]);
  const atMost = fixed?.time_last_at_most;
  const zone = zoneOf(doc);
  const notes = useMemo(
    () => [
      ...(noted ? [] : (props.notes ?? []).map((one) => noteText(one, doc.variables))),
      ...refused.map((name) => t('view.noteRefused', { name: variableName(doc.variables, name) })),
    ],
    [noted, props.notes, refused, doc],
  );

  const controls = useMemo<Controls>(
    () => ({
      variable: (name, label) => {
        const variable = doc.variables?.find((v) => v.name === name);
        if (variable === undefined || fixed?.variables[name] !== undefined || !can.interact) return null;
        return (
          <VariablePicker
            wide
            variable={variable}
            label={label}
            state={state}
            source={source}
            onChange={(value) => setVariable(name, value)}
          />
        );
      },
      time: (ranges) =>
        can.interact ? (
          <TimePicker
            wide
            zone={zone}
            value={state.time}
            onChange={setTime}
            ranges={ranges}
            atMost={atMost}
          />
        ) : null,
    }),
    [doc, fixed, can.interact, state, source, setVariable, setTime, atMost, zone],
  );

  const menuOf = (widget: WidgetDoc) => (
    <WidgetMenu
      widget={widget}
      hasAnswer={data.get(widget.id)?.answer !== undefined}
      csv={
        can.exportData && source.file !== undefined
          ? () => make({ format: 'csv', widget: widget.id })
          : undefined
      }
      onFull={() => setFull({ id: widget.id, table: false })}
      onTable={() => setFull({ id: widget.id, table: true })}
    />
  );
  const fullWidget = full === null ? undefined : doc.widgets.find((w) => w.id === full.id);

  return (
    <ControlsProvider value={controls}>
      <div
        className={cx(css['page'], props.inApp === true && css['inApp'], wall !== undefined && css['wall'])}
      >
        {wall?.(shown)}
        {props.headless !== true && wall === undefined && (
          <Bar
            title={props.title}
            logo={props.logo}
            marks={props.marks}
            actions={props.actions}
            document={doc}
            source={source}
            state={state}
            fixed={fixed}
            can={can}
            live={live}
            data={data}
            pushes={source.live !== undefined && doc.widgets.some(isLive)}
            onVariable={setVariable}
            onTime={setTime}
            onRefresh={refresh}
            pdf={can.exportDocument && source.file !== undefined ? () => make({ format: 'pdf' }) : undefined}
            making={making}
          />
        )}
        {props.banner}
        {notes.length > 0 && (
          <div className={css['notes']}>
            <Notice
              tone="warn"
              title={t('view.noteTitle')}
              actions={
                // What is refused is not what is shown: that stays said until something else is chosen.
                refused.length === 0 ? (
                  <IconButton icon="x" label={t('app.close')} onClick={() => setNoted(true)} />
                ) : undefined
              }
            >
              {notes.join(' ')}
            </Notice>
          </div>
        )}
        {doc.widgets.length === 0 && <p className={css['nothing']}>{t('view.noWidgets')}</p>}
        <div className={css['grid']}>
          {places.map(({ widget, style }) => (
            <div key={widget.id} id={`w-${widget.id}`} className={css['cell']} style={style}>
              <PickProvider
                value={
                  props.onPick === undefined
                    ? null
                    : (clicked) => props.onPick?.(widget, data.get(widget.id)?.answer, clicked)
                }
              >
                <Widget
                  widget={widget}
                  data={data.get(widget.id)}
                  look={look}
                  menu={wall === undefined ? menuOf(widget) : undefined}
                  marked={marked === widget.id}
                  wait={!settled(widget.id)}
                  mends={can.mend}
                  onRetry={wall === undefined ? retry : undefined}
                />
              </PickProvider>
            </div>
          ))}
        </div>
        {props.footer}
      </div>
      {full !== null && fullWidget !== undefined && (
        <Suspense fallback={null}>
          <FullSize
            widget={fullWidget}
            data={data.get(fullWidget.id)}
            look={look}
            table={full.table}
            onTable={(table) => setFull({ ...full, table })}
            onClose={() => setFull(null)}
            mends={can.mend}
            onRetry={retry}
          />
        </Suspense>
      )}
    </ControlsProvider>
  );
}
