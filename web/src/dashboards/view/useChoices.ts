/** Which values a variable may take: listed in the document, asked of the server by what the others say, or typed. */
import type { Choices, Variable } from '../../api/types';
import type { DataSource } from './source';
import type { DashState } from '../../document/state';
import { choiceText, valueText } from '../../document/values';
import { useAsked } from './useAsked';

/** How long a list of choices may serve again, ms. */
const FRESH = 60_000;

export interface Item {
  readonly value: unknown;
  readonly label: string;
}

const holds = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

export function same(a: unknown, b: unknown): boolean {
  return a === b || String(a) === String(b);
}

/**
 * The choices that may change which values this one can take. Readers are not told a domain's question, so all others
 * count: asking once too often is cheap, an old list would be wrong.
 */
function othersThan(variable: Variable, state: DashState): [string, unknown][] {
  const { domain } = variable;
  if (domain === undefined || !('choices' in domain)) return [];
  return Object.entries(state.variables)
    .filter(([name]) => name !== variable.name)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

export function useChoices(
  variable: Variable,
  state: DashState,
  source: DataSource,
  q: string,
  wanted: boolean,
) {
  const fixed =
    variable.domain !== undefined && 'values' in variable.domain ? variable.domain.values : undefined;
  const list = fixed ?? (variable.type === 'bool' ? [true, false] : undefined);
  const others = othersThan(variable, state);
  const typed =
    variable.domain === undefined
      ? list === undefined
      : 'range' in variable.domain || 'pattern' in variable.domain;
  const listed = wanted && list === undefined && !typed && source.choices !== undefined;
  const asked = useAsked<Choices>(
    listed ? JSON.stringify(['choices', source.key, variable.name, q, others]) : null,
    async (signal) =>
      (await source.choices?.(variable.name, q, state, signal)) ?? { items: [], truncated: false },
    FRESH,
  );
  const items: readonly Item[] =
    list === undefined
      ? (asked.data?.items ?? []).map((item) => ({ value: item.value, label: choiceText(item, variable) }))
      : list
          .map((value) => ({ value, label: valueText(value, variable) }))
          .filter((i) => [i.label, String(i.value)].some((text) => holds(text, q)));
  // What the server takes while nobody chooses; it says so itself for lists that only it knows.
  const taken =
    list !== undefined
      ? fixed?.[0]
      : typed
        ? variable.domain !== undefined && 'range' in variable.domain
          ? variable.domain.range.min
          : undefined
        : asked.data?.taken;
  return {
    taken: taken ?? undefined,
    items,
    typed,
    truncated: asked.data?.truncated === true,
    error: asked.error,
    loading: asked.loading && asked.data === undefined,
  };
}
