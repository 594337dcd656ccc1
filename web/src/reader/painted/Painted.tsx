/** What stands in the frame of a widget before scripts run: its drawing and the sentences below it. */
import type { ReactNode } from 'react';
import type { Answer } from '../../charts/answer';
import StatView from '../../charts/stat/View';
import TableView from '../../charts/table/View';
import TextView from '../../charts/text/View';
import type { Look, ViewProps } from '../../charts/view';
import type { WidgetKind } from '../../charts/kinds';
import charts from '../../charts/charts.module.css';
import css from '../../dashboards/view/Widget.module.css';

export interface Still {
  readonly kind: WidgetKind;
  readonly title: string;
  readonly options: unknown;
  readonly answer: Answer;
  readonly look: Look;
  /** Of a chart. */
  readonly svg?: string | undefined;
  readonly notes: readonly string[];
}

/** Rows of a table that nobody can scroll to see more of. */
export const ROWS = 30;

/** The others have a drawing, or stand empty until scripts run. */
const views: Partial<Record<WidgetKind, (props: ViewProps) => ReactNode>> = {
  stat: StatView,
  table: TableView,
  text: TextView,
};

export function Painted({ kind, title, options, answer, look, svg, notes }: Still) {
  const View = views[kind];
  return (
    <>
      {svg !== undefined && (
        <div className={charts['crowded']}>
          <div className={charts['chart']}>
            <div
              className={charts['drawing']}
              role="img"
              aria-label={title}
              // oxlint-disable-next-line react/no-danger -- our own drawing, in which texts are escaped
              dangerouslySetInnerHTML={{ __html: svg }}
            />
          </div>
        </div>
      )}
      {View && <View title={title} options={options} answer={answer} look={look} />}
      {notes.map((note) => (
        <p key={note} className={css['note']} role="note">
          {note}
        </p>
      ))}
    </>
  );
}
