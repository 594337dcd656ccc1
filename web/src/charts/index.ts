/**
 * The register of widget kinds for the browser: whether a kind asks for data, its schema, and its view, which is loaded
 * when the first widget of the kind is drawn. A new kind is a folder and one entry here.
 */
import { type ComponentType, lazy, type LazyExoticComponent } from 'react';
import type { ViewProps } from './view';

type View = LazyExoticComponent<ComponentType<ViewProps>>;

export interface Kind {
  readonly name: string;
  /** Has a question, and an answer to draw. */
  readonly asks: boolean;
  /** Sets something on the dashboard: left out on paper. */
  readonly control: boolean;
  readonly view: View;
}

function kind(
  name: string,
  load: () => Promise<{ default: ComponentType<ViewProps> }>,
  asks = true,
  control = false,
): Kind {
  return { name, asks, control, view: lazy(load) };
}

const pie = kind('pie', () => import('./pie/View'));

/** Every kind there is, by its name in documents. */
export const kinds: Readonly<Record<string, Kind>> = {
  line: kind('line', () => import('./line/View')),
  area: kind('area', () => import('./area/View')),
  bar: kind('bar', () => import('./bar/View')),
  pie,
  stat: kind('stat', () => import('./stat/View')),
  table: kind('table', () => import('./table/View')),
  text: kind('text', () => import('./text/View'), false),
  dropdown: kind('dropdown', () => import('./dropdown/View'), false, true),
  'time-range': kind('time-range', () => import('./time-range/View'), false, true),
};

/** The kind of that name, if it is known here. */
export function kindOf(name: string): Kind | undefined {
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}
