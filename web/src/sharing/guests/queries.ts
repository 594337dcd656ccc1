/** Guests of a share: who they are, and what can be done with each. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { problemText } from '../../api/problemText';
import type { AddedRecipients, Id, MadeShare, NewShare, Page, Recipient } from '../../api/types';
import { t } from '../../i18n/core';
import { useToast } from '../../ui';
import { usualDays } from '../terms/draft';

/** A mail that is on its way is there, or not, within moments. */
const SOON = 2_000;
const LATER = 15_000;

export function useRecipients(share: Id) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['shares', 'recipients', share],
    queryFn: ({ signal, pageParam }) =>
      api.get<Page<Recipient>>(`/shares/${share}/recipients`, {
        signal,
        query: { limit: 100, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ mail }) => mail?.state === 'queued')) === true
        ? SOON
        : LATER,
  });
}

export function useGuestActions(share: Id) {
  const api = useApi();
  const cache = useQueryClient();
  const toast = useToast();
  const refresh = () => cache.invalidateQueries({ queryKey: ['shares'] });
  const failed = (error: unknown) => toast({ kind: 'bad', text: problemText(error) });
  /** Throws what the server refused. */
  const add = async (addresses: readonly string[], expiresAt?: string): Promise<AddedRecipients> => {
    const body = { addresses, ...(expiresAt === undefined ? {} : { expires_at: expiresAt }) };
    const made = await api.post<AddedRecipients>(`/shares/${share}/recipients`, body);
    void refresh();
    return made;
  };
  const resend = async (one: Recipient): Promise<void> => {
    try {
      await api.post(`/shares/${share}/recipients/${one.id}/resend`);
      toast({ kind: 'good', text: t('guests.done_resend', { address: one.shown }) });
    } catch (error) {
      failed(error);
    }
    await refresh();
  };
  const invite = async (one: Recipient): Promise<void> => {
    try {
      await add([one.address]);
      toast({ kind: 'good', text: t('guests.done_again', { address: one.shown }) });
    } catch (error) {
      failed(error);
    }
  };
  const remove = async (one: Recipient): Promise<void> => {
    try {
      await api.delete(`/shares/${share}/recipients/${one.id}`);
      toast({
        kind: 'good',
        text: t('guests.done_remove', { address: one.shown }),
        // The link that was cut stays cut: what brings somebody back is another invitation.
        action: { label: t('guests.invite_again'), onSelect: () => void invite(one) },
      });
    } catch (error) {
      failed(error);
    }
    await refresh();
  };
  /** Throws what the server refused. */
  const changeEnd = async (one: Recipient, at: string | null): Promise<void> => {
    await api.patch(`/shares/${share}/recipients/${one.id}`, { expires_at: at });
    await refresh();
  };
  return { add, resend, invite, remove, changeEnd };
}

export type GuestActions = ReturnType<typeof useGuestActions>;

/** Throws what the server refused, so that the form can show it. */
export function useCreateGuests(dashboard: Id, workspace: Id) {
  const api = useApi();
  const cache = useQueryClient();
  return async (body: NewShare): Promise<MadeShare> => {
    const query = { workspace };
    const made = await api.post<MadeShare>(`/dashboards/${dashboard}/shares`, body, { query });
    void cache.invalidateQueries({ queryKey: ['shares'] });
    void cache.invalidateQueries({ queryKey: ['dashboard', dashboard] });
    void cache.invalidateQueries({ queryKey: ['dashboards'] });
    return made;
  };
}

type InForce = { in_force: { default_days: number | null } };

/** How many days a new share lives where nobody says otherwise; undefined until that is known. */
export function useUsualDays(workspace: Id): number | undefined {
  const api = useApi();
  const { data, isPending } = useQuery({
    queryKey: ['share-policy', workspace],
    queryFn: ({ signal }) => api.get<InForce>(`/workspaces/${workspace}/share-policy`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  return isPending ? undefined : (data?.in_force?.default_days ?? usualDays);
}
