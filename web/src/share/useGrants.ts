/**
 * Who a dashboard is shared with, and changing it: each change goes out at once, shows before the server has answered,
 * and can be taken back for a while. What the server answers replaces what was guessed.
 */
import { useCallback, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/context';
import { ApiError } from '../api/problem';
import { keys } from '../api/queries';
import type { Candidate, Dashboard, GrantEntry, Grants, Id, Level } from '../api/types';
import { problemText } from '../app/problemText';
import { currentLanguage, t } from '../i18n/core';
import { useToast } from '../ui';
import { entryOf, withEntry, withLevel, withoutEntry } from './levels';
import { levelText } from './words';

/** Removal or lowering that the server wants confirmed, because it takes away the caller's own last access. */
export type OwnAccess = { entry: GrantEntry; detail: string };

type Change = {
  show: (grants: Grants) => Grants;
  send: () => Promise<unknown>;
  done: string;
  undo?: () => Promise<void>;
};

export function useGrants(dashboard: Dashboard, workspace: Id, enabled: boolean) {
  const api = useApi();
  const cache = useQueryClient();
  const toast = useToast();
  const [ownAccess, setOwnAccess] = useState<OwnAccess | null>(null);
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const key = keys.grants(dashboard.id, workspace);
  const path = `/dashboards/${dashboard.id}/grants`;
  const scope = { workspace };

  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Grants>(path, { signal, query: scope }),
    enabled,
  });

  /** Marks and the overview follow from the grants; the server computes them. */
  const refresh = useCallback(async () => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: key }),
      cache.invalidateQueries({ queryKey: ['grant-candidates', dashboard.id] }),
      cache.invalidateQueries({ queryKey: ['explain', dashboard.id] }),
      cache.invalidateQueries({ queryKey: ['dashboard', dashboard.id] }),
      cache.invalidateQueries({ queryKey: ['dashboards'] }),
    ]);
  }, [cache, dashboard.id, key]);

  const apply = async (principals: string[], change: Change): Promise<boolean> => {
    await cache.cancelQueries({ queryKey: key });
    const before = cache.getQueryData<Grants>(key);
    if (before) cache.setQueryData<Grants>(key, change.show(before));
    setPending((set) => new Set([...set, ...principals]));
    try {
      await change.send();
      const { undo } = change;
      toast({
        kind: 'good',
        text: change.done,
        ...(undo ? { action: { label: t('share.undo'), onSelect: () => void undo() } } : {}),
      });
      return true;
    } catch (error) {
      if (before) cache.setQueryData<Grants>(key, before);
      throw error;
    } finally {
      setPending((set) => new Set([...set].filter((one) => !principals.includes(one))));
      void refresh();
    }
  };

  const orSay = async (work: Promise<boolean>): Promise<boolean> => {
    try {
      return await work;
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
      return false;
    }
  };

  const sendLevel = (entry: GrantEntry, level: Level | 'block') => () =>
    api.put<GrantEntry>(`${path}/${entry.principal}`, { level }, { query: scope });

  const setLevel = (entry: GrantEntry, level: Level): Promise<boolean> =>
    orSay(
      apply([entry.principal], {
        show: (grants) => withLevel(grants, entry.principal, level),
        send: sendLevel(entry, level),
        done: t('share.done_level', { name: entry.name, level: levelText(level) }),
        // An inherited level cannot be put back from here: the grant made here would have to go instead.
        undo: async () => {
          const back = entry.source === 'inherited' ? removal(entry, false) : restore(entry);
          await orSay(back);
        },
      }),
    );

  const restore = (entry: GrantEntry): Promise<boolean> =>
    apply([entry.principal], {
      show: (grants) => withEntry(grants, entry, currentLanguage()),
      send: sendLevel(entry, entry.level),
      done: t('share.done_undone'),
    });

  const removal = (entry: GrantEntry, confirmed: boolean): Promise<boolean> =>
    apply([entry.principal], {
      show: (grants) => withoutEntry(grants, entry.principal),
      send: () =>
        api.delete(`${path}/${entry.principal}`, {
          query: { ...scope, ...(confirmed ? { confirm: true } : {}) },
        }),
      done: t('share.done_removed', { name: entry.name }),
      // Who gave away the own access cannot take it back.
      ...(confirmed || entry.source === 'inherited'
        ? {}
        : {
            undo: async () => {
              await orSay(restore(entry));
            },
          }),
    });

  const remove = async (entry: GrantEntry): Promise<void> => {
    try {
      await removal(entry, false);
    } catch (error) {
      if (error instanceof ApiError && error.status === 409) setOwnAccess({ entry, detail: error.detail });
      else toast({ kind: 'bad', text: problemText(error) });
    }
  };

  /** After the question was answered with yes. True: the own access is gone. */
  const confirmRemoval = async (): Promise<boolean> => {
    if (ownAccess === null) return false;
    const gone = await orSay(removal(ownAccess.entry, true));
    setOwnAccess(null);
    return gone;
  };

  const add = (picked: readonly Candidate[], level: Level): Promise<boolean> => {
    const principals = picked.map(({ principal }) => principal);
    const first = picked[0];
    if (first === undefined) return Promise.resolve(false);
    const send = (to: Level | null) => () =>
      api.patch<Grants>(
        path,
        principals.map((principal) => ({ principal, level: to })),
        { query: scope },
      );
    return orSay(
      apply(principals, {
        show: (grants) =>
          picked.reduce((all, one) => withEntry(all, entryOf(one, level), currentLanguage()), grants),
        send: send(level),
        done:
          picked.length === 1
            ? t('share.done_added', { name: first.name, level: levelText(level) })
            : t('share.done_added_many', { count: picked.length, level: levelText(level) }),
        undo: async () => {
          await orSay(
            apply(principals, {
              show: (grants) => principals.reduce(withoutEntry, grants),
              send: send(null),
              done: t('share.done_undone'),
            }),
          );
        },
      }),
    );
  };

  return { list, pending, setLevel, remove, add, ownAccess, setOwnAccess, confirmRemoval, refresh };
}

export type GrantActions = ReturnType<typeof useGrants>;
