/** How many shares wait for whoever is signed in to look at changed questions. */
import { useQuery } from '@tanstack/react-query';
import { userClient } from '../api/client';
import type { Page, Share } from '../api/types';

export function useWaitingShares(): number {
  const { data } = useQuery({
    queryKey: ['shares', 'waiting'],
    queryFn: ({ signal }) => userClient.get<Page<Share>>('/shares', { signal, query: { waiting: true } }),
    refetchInterval: 60_000,
    retry: false,
  });
  return data?.items.filter((share) => share.can.includes('approve')).length ?? 0;
}
