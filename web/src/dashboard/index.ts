/** What others take from here: the pages, the view, and the parts the editor builds its preview from. */
export { DashboardPage } from './DashboardPage';
export { type Abilities, DashboardView, type DashboardViewProps } from './DashboardView';
export { GAP, inReadingOrder, ROW } from './layout';
export { asks, isLive, readsOf } from './reads';
export { SharedPage } from './SharedPage';
export { type DataSource, previewSource, serverSource } from './source';
export { type DashState, defaultState, readState, writeState } from './state';
export { type AllData, type DashboardData, useDashboardData, type WidgetData } from './useData';
export { useLook } from './useLook';
export { VariablePicker } from './VariablePicker';
export { TimePicker } from './TimePicker';
export { Widget, WidgetFrame, WidgetWords } from './Widget';
