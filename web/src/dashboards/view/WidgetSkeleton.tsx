/** What stands in a widget until its first answer: about the shape of what will come, so that nothing jumps. */
import type { ReactNode } from 'react';
import { isWidgetKind, type WidgetKind } from '../../charts/kinds';
import css from './Widget.module.css';

const BARS = [62, 84, 45, 70, 92, 38, 58, 76];

type Shape = 'bars' | 'number' | 'rows' | 'ring';

const shapes: Readonly<Record<WidgetKind, Shape>> = {
  stat: 'number',
  table: 'rows',
  pie: 'ring',
  line: 'bars',
  area: 'bars',
  bar: 'bars',
  text: 'bars',
  dropdown: 'bars',
  'time-range': 'bars',
};

const drawings: Readonly<Record<Shape, ReactNode>> = {
  number: (
    <div className={css['skStat']} aria-hidden="true">
      <span className={css['sk']} />
      <span className={css['sk']} />
    </div>
  ),
  rows: (
    <div className={css['skRows']} aria-hidden="true">
      {BARS.slice(0, 6).map((width) => (
        <span key={width} className={css['sk']} style={{ width: `${width}%` }} />
      ))}
    </div>
  ),
  ring: (
    <div className={css['skRing']} aria-hidden="true">
      <span className={css['sk']} />
    </div>
  ),
  bars: (
    <div className={css['skBars']} aria-hidden="true">
      {BARS.map((height) => (
        <span key={height} className={css['sk']} style={{ height: `${height}%` }} />
      ))}
    </div>
  ),
};

export function WidgetSkeleton({ kind }: { kind: string }) {
  return drawings[isWidgetKind(kind) ? shapes[kind] : 'bars'];
}
