/**
 * The register of widget kinds for the browser: whether a kind asks for data, its schema, and its view, which is loaded
 * when the first widget of the kind is drawn. The names are listed in kinds.ts.
 */
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import { isWidgetKind, type WidgetKind } from './kinds';
import type { ViewProps } from './view';

type View = LazyExoticComponent<ComponentType<ViewProps>>;

export interface Kind {
  readonly name: WidgetKind;
  /** Has a question, and an answer to draw. */
  readonly asks: boolean;
  /** Sets something on the dashboard: left out on paper. */
  readonly control: boolean;
  readonly view: View;
}

function kind(
  name: WidgetKind,
  load: () => Promise<{ default: ComponentType<ViewProps> }>,
  asks = true,
  control = false,
): Kind {
  return { name, asks, control, view: lazy(load) };
}

/** Every kind there is, by its name in documents. */
const kinds: Readonly<Record<WidgetKind, Kind>> = {
  line: kind('line', () => import('./line/View')),
  area: kind('area', () => import('./area/View')),
  bar: kind('bar', () => import('./bar/View')),
  pie: kind('pie', () => import('./pie/View')),
  stat: kind('stat', () => import('./stat/View')),
  table: kind('table', () => import('./table/View')),
  text: kind('text', () => import('./text/View'), false),
  dropdown: kind('dropdown', () => import('./dropdown/View'), false, true),
  'time-range': kind('time-range', () => import('./time-range/View'), false, true),
};

/** The kind of that name, if it is known here. */
export function kindOf(name: string): Kind | undefined {
  return isWidgetKind(name) ? kinds[name] : undefined;
}
