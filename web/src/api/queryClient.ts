/** The one query cache of a page, and when a failed question is asked again. */
import { QueryClient } from '@tanstack/react-query';
import { mayPass } from './problem';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      retry: (count, error) => count < 2 && mayPass(error),
    },
    mutations: { retry: false },
  },
});
