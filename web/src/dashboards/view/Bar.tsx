/**
 * The head of a dashboard: title and freshness at the left, choices and actions at the right. It sticks. On phones the
 * choices fold into one sheet.
 */
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { Dashboard, DashboardDocument, TimeRange } from '../../api/types';
import { locale, t } from '../../i18n/core';
import { Button, IconButton } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { LiveMark } from './LiveMark';
import { rangeText } from '../../document/range';
import { asks, readsOf } from './reads';
import type { DataSource } from './source';
import type { DashState } from '../../document/state';
import { TimePicker } from './TimePicker';
import type { AllData, LiveInfo } from './useData';
import { valueText } from '../../document/values';
import { VariablePicker } from './VariablePicker';
import css from './Dashboard.module.css';
import pickers from './Pickers.module.css';
import { zoneName, zoneOf } from '../../document/zone';
import type { Abilities } from './abilities';

const ChoicesSheet = lazy(() => import('./ChoicesSheet').then((m) => ({ default: m.ChoicesSheet })));

export interface BarProps {
  readonly title: string;
  /** Before the title: whose it is. */
  readonly logo?: ReactNode;
  readonly marks?: ReactNode;
  readonly actions?: ReactNode;
  readonly document: DashboardDocument;
  readonly source: DataSource;
  readonly state: DashState;
  readonly fixed?: Dashboard['fixed'] | undefined;
  readonly can: Abilities;
  readonly live: LiveInfo;
  readonly data: AllData;
  readonly pushes: boolean;
  readonly onVariable: (name: string, value: unknown) => void;
  readonly onTime: (time: TimeRange) => void;
  readonly onRefresh: () => void;
  readonly pdf?: (() => void) | undefined;
  /** What is being made right now: a format, a widget's id, or nothing. */
  readonly making: string | null;
}

const NARROW = '(max-width: 720px)';

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const query = matchMedia(NARROW);
    const change = () => setNarrow(query.matches);
    query.addEventListener('change', change);
    return () => query.removeEventListener('change', change);
  }, []);
  return narrow;
}

/** Where a control widget already stands in the grid, the head does not repeat it. */
function inGrid(document: DashboardDocument): { variables: Set<string>; time: boolean } {
  const variables = new Set<string>();
  let time = false;
  for (const widget of document.widgets) {
    if (widget.kind === 'dropdown' && typeof widget.options?.['variable'] === 'string')
      variables.add(widget.options['variable']);
    if (widget.kind === 'time-range') time = true;
  }
  return { variables, time };
}

// A range that no widget reads would be a control that does nothing.
function isTimed(document: DashboardDocument): boolean {
  return document.widgets.some((w) => asks(w) && readsOf(w).time);
}

/** Is anything left for the head, or does all of it stand in the grid? */
function leftToChoose(document: DashboardDocument): boolean {
  const placed = inGrid(document);
  return (
    (isTimed(document) && !placed.time) ||
    (document.variables ?? []).some((v) => !placed.variables.has(v.name))
  );
}

function Choices(props: BarProps & { wide: boolean }) {
  const { document, state, fixed, can, source, wide } = props;
  const placed = inGrid(document);
  const timed = isTimed(document);
  const variables = document.variables ?? [];
  return (
    <>
      {timed &&
        (can.interact ? (
          !placed.time && (
            <TimePicker
              wide={wide}
              value={state.time}
              zone={zoneOf(document)}
              onChange={props.onTime}
              atMost={fixed?.time_last_at_most}
            />
          )
        ) : (
          <span className={pickers['fixed']}>
            <Icon name="clock" />
            {rangeText(state.time, locale(), zoneOf(document))}
          </span>
        ))}
      {variables.map((variable) => {
        const locked = fixed?.variables[variable.name];
        const value = locked === undefined ? state.variables[variable.name] : locked.value;
        if (locked === undefined && can.interact) {
          if (placed.variables.has(variable.name)) return null;
          return (
            <VariablePicker
              key={variable.name}
              wide={wide}
              variable={variable}
              state={state}
              source={source}
              onChange={(next) => props.onVariable(variable.name, next)}
            />
          );
        }
        if (value === undefined || value === null) return null;
        return (
          <span key={variable.name} className={pickers['fixed']} title={t('view.fixed')}>
            <Icon name="lock" size={14} />
            <span className={pickers['name']}>{variable.label ?? variable.name}</span>
            {[value]
              .flat()
              .map((one) => valueText(one, variable))
              .join(', ')}
          </span>
        );
      })}
    </>
  );
}

export function Bar(props: BarProps) {
  const narrow = useNarrow();
  const [sheet, setSheet] = useState(false);
  const asking = props.document.widgets.some(asks);
  const choosable = props.can.interact && leftToChoose(props.document);
  return (
    <header className={css['bar']}>
      <div className={css['name']}>
        {props.logo}
        <h1 className={css['title']}>{props.title}</h1>
        {props.marks}
        <span className={css['live']}>
          <LiveMark
            live={props.live}
            data={props.data}
            pushes={props.pushes}
            asks={asking}
            zone={zoneOf(props.document)}
          />
          {asking && (
            <span className={css['zone']} title={t('view.zone', { zone: zoneOf(props.document) })}>
              {zoneName(zoneOf(props.document))}
            </span>
          )}
        </span>
      </div>
      <div className={css['tools']}>
        {narrow ? (
          choosable && (
            <Button icon="filter" onClick={() => setSheet(true)}>
              <span className={css['cut']}>
                {isTimed(props.document) && !inGrid(props.document).time
                  ? rangeText(props.state.time, locale(), zoneOf(props.document))
                  : t('view.choices')}
              </span>
            </Button>
          )
        ) : (
          <Choices {...props} wide={false} />
        )}
        <span className={css['actions']}>
          <IconButton icon="refresh" label={t('view.refresh')} onClick={props.onRefresh} />
          {props.pdf && (
            <IconButton
              icon="download"
              label={t('view.pdf')}
              busy={props.making === 'pdf'}
              onClick={props.pdf}
            />
          )}
          {props.actions}
        </span>
      </div>
      {narrow && sheet && (
        <Suspense fallback={null}>
          <ChoicesSheet onClose={() => setSheet(false)}>
            <Choices {...props} wide />
          </ChoicesSheet>
        </Suspense>
      )}
    </header>
  );
}
