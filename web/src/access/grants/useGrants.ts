/**
 * Who a dashboard or folder is shared with, and changing it: each change goes out at once, shows before the server has
 * answered, and can be taken back for a while. Every change names the version of the list it was made from, so that two
 * people at once lose nothing: the second one is told, and looks again.
 */
import { useCallback, useRef, useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { ApiError } from '../../api/problem';
import { keys } from '../../api/queries';
import type { Candidate, Effects, GrantEntry, Grants, Level, NewUser, Workspace } from '../../api/types';
import { problemText } from '../../api/problemText';
import { currentLanguage, t } from '../../i18n/core';
import { isNothing } from '../../kit/Effects';
import { useToast } from '../../ui';
import { isInvitee, nameOf } from './invite';
import { entryOf, findEntry, withEntry, withLevel, withoutEntry } from './levels';
import { entrance, givePermissions, letIn } from './permissions';
import type { Target } from './target';
import { levelText } from '../words';

/** A change that the server wants confirmed, because it takes away the caller's own last access. */
export type OwnAccess = { entry: GrantEntry; level: Level | 'block' | null };
/** Who would gain and lose by taking an entry away. */
type Removing = { entry: GrantEntry; effects: Effects };
type PrincipalChange = { principal: string; level: Level | 'block' | null };

type Change = {
  show: (grants: Grants) => Grants;
  send: () => Promise<unknown>;
  /** What is said of it; of what is left, where the server answered with the list. */
  done: string | ((left: Grants | null) => string);
  undo?: () => Promise<void>;
};

export function useGrants(target: Target, place: Workspace) {
  const workspace = place.id;
  const api = useApi();
  const cache = useQueryClient();
  const toast = useToast();
  const [ownAccess, setOwnAccess] = useState<OwnAccess | null>(null);
  // One after the other is shown: their links are told this once.
  const [invited, setInvited] = useState<readonly NewUser[]>([]);
  const [removing, setRemoving] = useState<Removing | null>(null);
  const [pending, setPending] = useState<ReadonlySet<string>>(new Set());
  const key = keys.grants(target.id, workspace);
  const path = `${target.path}/grants`;
  const scope = { workspace };
  const version = useRef<string | null>(null);
  /** The list after the last change. */
  const left = useRef<Grants | null>(null);
  // One after the other: a second change must carry the version that the first one made.
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const list = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const { data, etag } = await api.getWithEtag<Grants>(path, { signal, query: scope });
      version.current = etag;
      return data;
    },
    enabled: target.seesGrants,
  });

  const send = (changes: PrincipalChange[], confirmed = false): Promise<void> => {
    const call = async () => {
      const response = await api.raw('PATCH', path, JSON.stringify(changes), {
        query: { ...scope, ...(confirmed ? { confirm: true } : {}) },
        ifMatch: version.current,
      });
      version.current = response.headers.get('ETag');
      // Who lowered themselves may no longer see it.
      left.current = response.status === 200 ? ((await response.json()) as Grants) : null;
    };
    const sent = queue.current.then(call, call);
    queue.current = sent.catch(() => undefined);
    return sent;
  };

  /** Marks and the overview follow from the grants; the server computes them. */
  const refresh = useCallback(async () => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: key }),
      cache.invalidateQueries({ queryKey: ['grant-candidates', target.id] }),
      cache.invalidateQueries({ queryKey: ['explain', target.id] }),
      cache.invalidateQueries({ queryKey: ['readers', target.id] }),
      cache.invalidateQueries({
        queryKey: target.kind === 'folder' ? ['dashboard'] : ['dashboard', target.id],
      }),
      cache.invalidateQueries({ queryKey: ['dashboards'] }),
      cache.invalidateQueries({ queryKey: ['folders'] }),
    ]);
  }, [cache, target.id, target.kind, key]);

  const apply = async (principals: string[], change: Change): Promise<boolean> => {
    await cache.cancelQueries({ queryKey: key });
    const before = cache.getQueryData<Grants>(key);
    if (before) cache.setQueryData<Grants>(key, change.show(before));
    setPending((set) => new Set([...set, ...principals]));
    try {
      await change.send();
      const { undo, done } = change;
      toast({
        kind: 'good',
        text: typeof done === 'string' ? done : done(left.current),
        ...(undo ? { action: { label: t('kit.undo'), onSelect: () => void undo() } } : {}),
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

  const say = (error: unknown) => {
    const stale = error instanceof ApiError && error.status === 412;
    toast({ kind: 'bad', text: stale ? t('access.changed_meanwhile') : problemText(error) });
  };
  const orSay = async (work: Promise<boolean>): Promise<boolean> => {
    try {
      return await work;
    } catch (error) {
      say(error);
      return false;
    }
  };
  /** The same, but the loss of the own last access is asked about instead of told. */
  const orAsk = async (work: Promise<boolean>, asked: OwnAccess): Promise<boolean> => {
    try {
      return await work;
    } catch (error) {
      if (error instanceof ApiError && error.why.reason === 'own_last_access') setOwnAccess(asked);
      else say(error);
      return false;
    }
  };

  const toLevel = (entry: GrantEntry, level: Level | 'block', confirmed: boolean): Promise<boolean> =>
    apply([entry.principal], {
      show: (grants) => withLevel(grants, entry.principal, level),
      send: () => send([{ principal: entry.principal, level }], confirmed),
      done: t('access.done_level', { name: entry.name, level: levelText(level) }),
      // An inherited level cannot be put back from here: the grant made here would have to go instead.
      undo: async () => {
        await orSay(entry.source === 'inherited' ? removal(entry, false) : restore(entry));
      },
    });

  const setLevel = (entry: GrantEntry, level: Level | 'block'): Promise<boolean> =>
    orAsk(toLevel(entry, level, false), { entry, level });

  const restore = (entry: GrantEntry): Promise<boolean> =>
    apply([entry.principal], {
      show: (grants) => withEntry(grants, entry, currentLanguage()),
      send: () => send([{ principal: entry.principal, level: entry.level }]),
      done: t('access.done_undone'),
    });

  const removal = (entry: GrantEntry, confirmed: boolean): Promise<boolean> =>
    apply([entry.principal], {
      show: (grants) => withoutEntry(grants, entry.principal),
      send: () => send([{ principal: entry.principal, level: null }], confirmed),
      done: (list) => removedText(entry, list),
      // Who gave away the own access cannot take it back.
      ...(confirmed || entry.source === 'inherited'
        ? {}
        : {
            undo: async () => {
              await orSay(restore(entry));
            },
          }),
    });

  /** What is taken from several at once is said before it is done; of one person it can be undone. */
  const remove = async (entry: GrantEntry): Promise<void> => {
    if (!entry.principal.startsWith('user:')) {
      try {
        const body = { grants: [{ principal: entry.principal, level: null }] };
        const effects = await api.post<Effects>(`${target.path}/effects`, body, { query: scope });
        if (!isNothing(effects)) {
          setRemoving({ entry, effects });
          return;
        }
      } catch (error) {
        say(error);
        return;
      }
    }
    await removeNow(entry);
  };
  const removeNow = async (entry: GrantEntry): Promise<void> => {
    setRemoving(null);
    await orAsk(removal(entry, false), { entry, level: null });
  };

  /** After the question was answered with yes. True: the own access is gone. */
  const confirmRemoval = async (): Promise<boolean> => {
    if (ownAccess === null) return false;
    const { entry, level } = ownAccess;
    const gone = await orSay(level === null ? removal(entry, true) : toLevel(entry, level, true));
    setOwnAccess(null);
    return gone;
  };

  /** Those who are invited become users first, and whoever lacks the entrance gets it, where that is the reader's to give. */
  const enter = async (picked: readonly Candidate[], level: Level | 'block'): Promise<string[]> => {
    const principals: string[] = [];
    for (const one of picked) {
      if (!isInvitee(one)) {
        principals.push(one.principal);
        continue;
      }
      const body = { name: nameOf(one.id), email: one.id, invite: true, language: currentLanguage() };
      const made = await api.post<NewUser>('/users', body);
      setInvited((before) => [...before, made]);
      await givePermissions(api, workspace, `user:${made.user.id}`, entrance);
      principals.push(`user:${made.user.id}`);
    }
    if (level === 'block' || !place.can.includes('manage')) return principals;
    for (const one of letIn(picked).filter((each) => !isInvitee(each))) {
      await givePermissions(api, workspace, one.principal, entrance);
    }
    return principals;
  };

  const add = (picked: readonly Candidate[], level: Level | 'block'): Promise<boolean> => {
    const first = picked[0];
    if (first === undefined) return Promise.resolve(false);
    let principals = picked.map(({ principal }) => principal);
    const all = (to: Level | 'block' | null) => () =>
      send(principals.map((principal) => ({ principal, level: to })));
    const alone = level === 'block' ? 'access.done_blocked' : 'access.done_added';
    return orSay(
      apply(principals, {
        show: (grants) =>
          picked.reduce((list, one) => withEntry(list, entryOf(one, level), currentLanguage()), grants),
        send: async () => {
          principals = await enter(picked, level);
          await all(level)();
        },
        done:
          picked.length === 1
            ? t(alone, { name: first.name, level: levelText(level) })
            : t('access.done_added_many', { count: picked.length, level: levelText(level) }),
        undo: async () => {
          await orSay(
            apply(principals, {
              show: (grants) => principals.reduce(withoutEntry, grants),
              send: all(null),
              done: t('access.done_undone'),
            }),
          );
        },
      }),
    );
  };

  const seenInvited = () => setInvited(([, ...rest]) => rest);
  return {
    list,
    pending,
    setLevel,
    remove,
    removeNow,
    removing,
    keep: () => setRemoving(null),
    add,
    invited,
    seenInvited,
    ownAccess,
    setOwnAccess,
    confirmRemoval,
    refresh,
  };
}

/** "Operations removed", or what they keep from elsewhere. */
function removedText(entry: GrantEntry, list: Grants | null): string {
  const kept = list === null ? undefined : findEntry(list, entry.principal);
  if (kept === undefined || kept.level === 'block') return t('access.done_removed', { name: entry.name });
  const values = { name: entry.name, level: levelText(kept.level), from: kept.from ?? '' };
  return t(kept.from ? 'access.done_removed_keeps' : 'access.done_removed_keeps_plain', values);
}

export type GrantActions = ReturnType<typeof useGrants>;
