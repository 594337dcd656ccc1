/** The keys of an embed: which there are, a new one, one less. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import { problemText } from '../../api/problemText';
import type { FreshShareKey, Page, Share, ShareKey } from '../../api/types';
import { t } from '../../i18n/core';
import { useToast } from '../../ui';

export function useShareKeys(share: Share) {
  const api = useApi();
  const cache = useQueryClient();
  const toast = useToast();
  const path = `/shares/${share.id}/keys`;
  const key = ['share-keys', share.id];
  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<Page<ShareKey>>(path, { signal }),
    select: (page) => page.items,
  });
  const told = async <T>(act: () => Promise<T>): Promise<T | null> => {
    try {
      return await act();
    } catch (error) {
      toast({ kind: 'bad', text: problemText(error) });
      return null;
    } finally {
      await cache.invalidateQueries({ queryKey: key });
    }
  };
  return {
    list,
    add: () => told(() => api.post<FreshShareKey>(path)),
    remove: (kid: string) =>
      told(async () => {
        await api.delete(`${path}/${kid}`);
        toast({ kind: 'good', text: t('embed.key_removed') });
        return true;
      }),
  };
}
