/**
 * The kinds of widget, by their names in documents. Whatever differs by kind is a table over this list
 * (`Record<WidgetKind, …>`): a new name here does not compile until each table has its entry. Draws nothing itself.
 */
export const widgetKinds = [
  'stat',
  'line',
  'area',
  'bar',
  'pie',
  'table',
  'text',
  'dropdown',
  'time-range',
] as const;

export type WidgetKind = (typeof widgetKinds)[number];

/** Is a widget of this name known here? Documents may come from a newer server. */
export function isWidgetKind(name: string): name is WidgetKind {
  return (widgetKinds as readonly string[]).includes(name);
}
