/**
 * Which workspace the app looks at: `?workspace=` of the URL, else the one used last in this browser, else the
 * topmost that opens. What does not open is ignored silently.
 */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { pathInside } from '../api/basePath';
import { useWorkspaces } from '../api/queries';
import { browserMemory } from '../browser/memory';
import type { Workspace } from '../api/types';
import { one } from './search';

const memory = 'vitrine.workspace';

export type CurrentWorkspace = {
  /** undefined while the list loads, and when no workspace opens. */
  current: Workspace | undefined;
  all: Workspace[];
  loading: boolean;
  can: (ability: Workspace['can'][number]) => boolean;
  /** Remembers the choice and goes to it. */
  choose: (id: string) => void;
};

/** Not scoped to a route: every screen may carry `?workspace=`. */
export function useWorkspace(): CurrentWorkspace {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data: all = [], isPending } = useWorkspaces();
  const wanted = one(search, 'workspace');
  const current =
    all.find((workspace) => workspace.id === wanted) ??
    all.find((workspace) => workspace.id === browserMemory.get(memory)) ??
    topmost(all);
  useEffect(() => {
    if (current && wanted === current.id) browserMemory.set(memory, current.id);
  }, [current, wanted]);
  const choose = useCallback(
    (id: string) => {
      browserMemory.set(memory, id);
      // A list stays the same list; a single thing belongs to its workspace, so one leaves for the overview.
      const path = pathInside(globalThis.location.pathname);
      const to =
        path === '/data' || path === '/shares' || path === '/people' || path === '/audit' ? path : '/';
      void navigate({ to, search: { workspace: id } });
    },
    [navigate],
  );
  return {
    current,
    all,
    loading: isPending,
    can: (ability) => current?.can.includes(ability) ?? false,
    choose,
  };
}

/** Where somebody starts who has chosen nothing: nearest to the root, then by name. */
export function topmost(all: readonly Workspace[]): Workspace | undefined {
  return all.toSorted((a, b) => a.path.length - b.path.length || a.name.localeCompare(b.name))[0];
}

/** Workspaces as a tree in display order, with their depth below the topmost that opens. */
export function asTree(all: readonly Workspace[]): { workspace: Workspace; depth: number }[] {
  const known = new Set(all.map((workspace) => workspace.id));
  const below = (parent: string | null) =>
    all
      .filter((one) => (one.parent !== null && known.has(one.parent) ? one.parent : null) === parent)
      .toSorted((a, b) => a.name.localeCompare(b.name));
  const walk = (parent: string | null, depth: number): { workspace: Workspace; depth: number }[] =>
    below(parent).flatMap((workspace) => [{ workspace, depth }, ...walk(workspace.id, depth + 1)]);
  return walk(null, 0);
}

/** Workspaces as options of a select, indented as the tree is. */
export function workspaceOptions(all: readonly Workspace[]): { value: string; label: string }[] {
  return asTree(all).map(({ workspace, depth }) => ({
    value: workspace.id,
    label: `${'\u2003'.repeat(depth)}${workspace.name}`,
  }));
}
