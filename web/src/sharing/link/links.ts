/**
 * Internal URLs of a dashboard: the page's current choices, with or without the app around it, packed or readable.
 * A link opens for whoever may open the dashboard; it carries no right. How a state stands in an address is known to
 * document/state; here is only what a link to hand on needs beyond it.
 */
import { stringifySearch } from '../../kit/search';
import { slugOf } from '../../kit/slug';
import { packState, unpack } from '../../document/packed';
import { readState, writeState, type DashState } from '../../document/state';
import type { Dashboard, Id, TimeRange } from '../../api/types';

/** What a page shows now. */
export type LinkState = {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly time?: TimeRange | undefined;
};
export type LinkOptions = { embed: boolean; readable: boolean };
type Linked = Pick<Dashboard, 'id' | 'title' | 'home_workspace' | 'document'>;

/** The state that the page's address carries, over the document's defaults. */
export function stateOfAddress(query: string, dashboard: Pick<Dashboard, 'document'>): DashState {
  return readState(query, dashboard.document, unpack).state;
}

/**
 * Every value by name, also those that equal a default: other programs put their own values into these places, and the
 * link keeps its meaning when a default changes.
 */
function readable(state: LinkState): Record<string, unknown> {
  const search: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(state.variables)) {
    if (value !== undefined && value !== null) search[`v.${name}`] = value;
  }
  return { ...search, ...state.time };
}

/** The URL to hand to people of the house. The workspace stands in it where it is not the dashboard's own. */
export function internalUrl(
  origin: string,
  dashboard: Linked,
  workspace: Id,
  shown: LinkState,
  options: LinkOptions,
): string {
  const state: DashState = { variables: shown.variables, time: shown.time };
  const slug = slugOf(dashboard.title);
  const path = `/d/${dashboard.id}${slug ? `/${encodeURIComponent(slug)}` : ''}`;
  const untouched = writeState('', state, dashboard.document) === '';
  const carried = options.readable ? readable(state) : untouched ? {} : { s: packState(state) };
  const search = stringifySearch({
    ...(workspace !== dashboard.home_workspace ? { workspace } : {}),
    ...carried,
    ...(options.embed ? { embed: 'true' } : {}),
  });
  return `${origin}${path}${search}`;
}
