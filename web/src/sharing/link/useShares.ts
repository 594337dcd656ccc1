/** Outside links of one dashboard: the list, and what may be done with each. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { keys } from '../../api/queries';
import type {
  Id,
  NewShare,
  Page,
  Revision,
  Share,
  ShareCheck,
  SharePatch,
  ShareWithLink,
  MadeShare,
} from '../../api/types';
import { problemText } from '../../api/problemText';
import { t } from '../../i18n/core';
import { useToast } from '../../ui';
import { outcomeOf } from '../terms/change';

export function useShares(dashboard: Id, workspace: Id, enabled: boolean) {
  const api = useApi();
  const cache = useQueryClient();
  const toast = useToast();
  const change = useChangeShare();
  const key = keys.dashboardShares(dashboard);
  // A dashboard of a workspace further up is shared where it is opened.
  const query = { workspace };

  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Page<Share>>(`/dashboards/${dashboard}/shares`, { signal, query }),
    select: (page) => page.items,
    enabled,
    // "Watching now" and views move by themselves.
    refetchInterval: 10_000,
  });

  const refresh = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['shares'] }),
      cache.invalidateQueries({ queryKey: ['dashboard', dashboard] }),
      cache.invalidateQueries({ queryKey: ['dashboards'] }),
    ]);

  /** Shows a state before the server has answered; the refresh that follows corrects it. */
  const guess = (share: Share, state: Share['state']) => {
    cache.setQueryData<Page<Share>>(
      key,
      (page) =>
        page && { ...page, items: page.items.map((one) => (one.id === share.id ? { ...one, state } : one)) },
    );
  };

  const move = async (share: Share, to: 'pause' | 'resume', undoable = true): Promise<void> => {
    guess(share, to === 'pause' ? 'paused' : 'live');
    try {
      await api.post<Share>(`/shares/${share.id}/${to}`);
      const back = to === 'pause' ? 'resume' : 'pause';
      toast({
        kind: 'good',
        text: t(`sharing.done_${to}`, { title: share.title }),
        ...(undoable
          ? { action: { label: t('kit.undo'), onSelect: () => void move(share, back, false) } }
          : {}),
      });
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
    } finally {
      await refresh();
    }
  };

  const end = async (share: Share): Promise<boolean> => {
    try {
      await api.delete(`/shares/${share.id}`);
      toast({ kind: 'good', text: t('sharing.done_end', { title: share.title }) });
      return true;
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
      return false;
    } finally {
      await refresh();
    }
  };

  const rotate = async (share: Share): Promise<ShareWithLink | null> => {
    try {
      return await api.post<ShareWithLink>(`/shares/${share.id}/rotate`);
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
      return null;
    } finally {
      await refresh();
    }
  };

  /** Throws what the server refused, so that the form can show it at its fields. */
  const create = async (body: NewShare): Promise<MadeShare> => {
    const made = await api.post<MadeShare>(`/dashboards/${dashboard}/shares`, body, { query });
    void refresh();
    return made;
  };

  return { list, move, end, rotate, create, change };
}

/** Changes a link and says what that does to who reads now. Throws what the server refused, for the form. */
export function useChangeShare() {
  const api = useApi();
  const cache = useQueryClient();
  const toast = useToast();
  return async (share: Share, patch: SharePatch): Promise<void> => {
    const changed = await api.patch<Share>(`/shares/${share.id}`, patch);
    const values = { title: changed.title, count: share.watching };
    toast({ kind: 'good', text: t(`sharing.changed_${outcomeOf(patch, share)}`, values) });
    void cache.invalidateQueries({ queryKey: ['shares'] });
  };
}

/** The newest revisions, to say when one was saved. Who may not read them is told its number alone. */
export function useRevisions(dashboard: Id, wanted: boolean): readonly Revision[] {
  const api = useApi();
  const { data } = useQuery({
    queryKey: ['revisions', dashboard],
    queryFn: ({ signal }) => api.get<Page<Revision>>(`/dashboards/${dashboard}/revisions`, { signal }),
    select: (page) => page.items,
    retry: false,
    enabled: wanted,
  });
  return data ?? [];
}

export type ShareActions = ReturnType<typeof useShares>;

/** What stands in the way of a link and what it would open, asked again whenever the draft has settled. */
export function useShareCheck(dashboard: Id, workspace: Id, body: NewShare, enabled: boolean) {
  const api = useApi();
  // The password changes nothing about what opens, and has no business in a cache.
  const { password: _, ...open } = body;
  const asked: NewShare = { ...open, title: open.title === '' ? '–' : open.title };
  return useQuery({
    queryKey: ['share-check', dashboard, workspace, asked],
    queryFn: ({ signal }) =>
      api.post<ShareCheck>(`/dashboards/${dashboard}/shares/check`, asked, { signal, query: { workspace } }),
    placeholderData: (before) => before,
    staleTime: 5_000,
    enabled,
  });
}
