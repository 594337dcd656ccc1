/**
 * Which client the components below speak through: the user's by default, a share's on reader pages. Screens call
 * `useApi()` and so work for both kinds of caller.
 */
import { createContext, use, type ReactNode } from 'react';
import { ApiClient, userClient } from './client';

const Context = createContext<ApiClient>(userClient);

export function ApiProvider({ client, children }: { client: ApiClient; children: ReactNode }) {
  return <Context value={client}>{children}</Context>;
}

export function useApi(): ApiClient {
  return use(Context);
}
