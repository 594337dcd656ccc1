/** The one query cache of a page, and when a failed question is asked again. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './problem';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      // Only what may pass by itself; a refusal stays a refusal.
      retry: (count, error) => count < 2 && (!(error instanceof ApiError) || error.passing),
    },
    mutations: { retry: false },
  },
});
