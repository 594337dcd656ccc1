/** Who could be added: the server's search, page by page, a moment after the last key. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useApi } from '../../api/context';
import type { Candidate, Id, Page } from '../../api/types';
import { useSettled } from '../../ui';
import type { Target } from './target';

const pageSize = 20;
const pause = 150;

export function useCandidates(target: Target, workspace: Id, typed: string, enabled: boolean) {
  const api = useApi();
  const q = useSettled(typed.trim(), pause);
  const query = useInfiniteQuery({
    queryKey: ['grant-candidates', target.id, workspace, q],
    queryFn: ({ signal, pageParam }) =>
      api.get<Page<Candidate>>(`${target.path}/grants/candidates`, {
        signal,
        query: { q, workspace, limit: pageSize, cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    error: query.error,
    /** What stands here answers an earlier text, or nothing yet. */
    waiting: query.isPending || query.isPlaceholderData || q !== typed.trim(),
    hasMore: query.hasNextPage,
    more: () => void query.fetchNextPage(),
    loadingMore: query.isFetchingNextPage,
  };
}
