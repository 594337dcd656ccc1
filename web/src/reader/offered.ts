/**
 * What a reader of a share can choose, as far as it is less than the document says: a share may leave only some values
 * of a variable, and then the document's own default may not be among them. Knows no words and draws nothing.
 */
import { useEffect, useMemo, useRef } from 'react';
import type { Choices, Dashboard, DashboardDocument, JsonValue, Literal, Variable } from '../api/types';
import type { DataSource } from '../dashboards/view/source';
import type { DashState } from '../document/state';
import { useAsked } from '../dashboards/view/useAsked';

/** Asked as somebody who has chosen nothing. */
const nothing: DashState = { variables: {}, time: undefined };

function isListed(variable: Variable): boolean {
  return variable.domain !== undefined && ('choices' in variable.domain || 'values' in variable.domain);
}

const isLiteral = (value: JsonValue): value is Literal => typeof value !== 'object';

/** The variable with the values that are offered. A list that was cut says nothing of what it does not hold. */
export function narrowed(variable: Variable, offered: Choices | undefined): Variable {
  if (offered === undefined || offered.truncated || !isListed(variable)) return variable;
  const values = offered.items.map(({ value }) => value).filter(isLiteral);
  const domain =
    variable.domain !== undefined &&
    'values' in variable.domain &&
    variable.domain.values.length > values.length
      ? { values }
      : variable.domain;
  const own = variable.default === undefined ? [] : [variable.default].flat();
  const left = own.filter((one) => isLiteral(one) && values.includes(one));
  if (left.length === own.length) return domain === variable.domain ? variable : { ...variable, domain };
  const first = left.length > 0 ? left : values.slice(0, 1);
  return { ...variable, domain, default: variable.many === true ? first : first[0] };
}

/** What the reader can still choose: variables that are fixed are the server's to fill in. */
function freeOf(document: DashboardDocument, fixed: Dashboard['fixed']): DashboardDocument {
  const names = new Set(Object.keys(fixed?.variables ?? {}));
  return names.size === 0
    ? document
    : { ...document, variables: (document.variables ?? []).filter((v) => !names.has(v.name)) };
}

/** `free`: the document with what this reader can choose alone. `drawn`: with the variables that are fixed, shown with their lock. */
export function useReaderDocument(
  document: DashboardDocument,
  fixed: Dashboard['fixed'],
  source: DataSource,
  chooses: boolean,
): { free: DashboardDocument; drawn: DashboardDocument } {
  const unlocked = useMemo(() => freeOf(document, fixed), [document, fixed]);
  const free = useOffered(unlocked, source, chooses);
  const drawn = useMemo(() => {
    if (free === unlocked) return document;
    const own = (name: string) => free.variables?.find((one) => one.name === name);
    return { ...document, variables: (document.variables ?? []).map((one) => own(one.name) ?? one) };
  }, [document, free, unlocked]);
  return { free, drawn };
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
