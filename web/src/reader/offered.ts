/**
 * What a reader of a share can choose, as far as it is less than the document says: a share may leave only some values
 * of a variable, and then the document's own default may not be among them. Knows no words and draws nothing.
 */
import { useEffect, useMemo, useRef } from 'react';
import type { Choices, DashboardDocument, Variable } from '../api/types';
import type { DataSource } from '../dashboards/view/source';
import type { DashState } from '../document/state';
import { useAsked } from '../dashboards/view/useAsked';

/** Asked as somebody who has chosen nothing. */
const nothing: DashState = { variables: {}, time: undefined };

function isListed(variable: Variable): boolean {
  return variable.domain !== undefined && ('choices' in variable.domain || 'values' in variable.domain);
}

/** The variable with the values that are offered. A list that was cut says nothing of what it does not hold. */
export function narrowed(variable: Variable, offered: Choices | undefined): Variable {
  if (offered === undefined || offered.truncated || !isListed(variable)) return variable;
  const values = offered.items.map(({ value }) => value);
  const domain =
    variable.domain !== undefined &&
    'values' in variable.domain &&
    variable.domain.values.length > values.length
      ? { values }
      : variable.domain;
  const own: unknown[] = variable.default === undefined ? [] : [variable.default].flat();
  const left = own.filter((one) => values.includes(one));
  if (left.length === own.length) return domain === variable.domain ? variable : { ...variable, domain };
  const first = left.length > 0 ? left : values.slice(0, 1);
  return { ...variable, domain, default: variable.many === true ? first : first[0] };
}

/** The document as this reader can use it; the same one where nothing is less. */
export function useOffered(
  document: DashboardDocument,
  source: DataSource,
  wanted: boolean,
): DashboardDocument {
  const listed = useMemo(
    () => (document.variables ?? []).filter((one) => wanted && isListed(one)),
    [document, wanted],
  );
  const names = listed.map(({ name }) => name);
  const { data, again } = useAsked<Record<string, Choices | undefined>>(
    names.length === 0 ? null : JSON.stringify(['offered', source.key, names]),
    async (signal) => {
      // One that cannot be listed (locked in the meantime) says nothing about the others.
      const ask = async (name: string) =>
        [name, await source.choices?.(name, '', nothing, signal).catch(() => undefined)] as const;
      return Object.fromEntries(await Promise.all(names.map(ask)));
    },
  );
  // Read anew: the share may leave other values now.
  const asked = useRef(document);
  useEffect(() => {
    if (asked.current === document) return;
    asked.current = document;
    again();
  }, [document, again]);
  return useMemo(() => {
    const variables = document.variables ?? [];
    const next = variables.map((one) => (listed.includes(one) ? narrowed(one, data?.[one.name]) : one));
    return next.every((one, at) => one === variables[at]) ? document : { ...document, variables: next };
  }, [document, listed, data]);
}
