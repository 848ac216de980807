'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';

let browserClient: { identity: string; client: QueryClient } | undefined;

/** One client per identity in a browser, and one per render on the server, so that cached reads never reach another identity. */
function queryClient(identity: string): QueryClient {
  const make = () => new QueryClient({ defaultOptions: { queries: { retry: 1, refetchOnWindowFocus: false } } });
  if (typeof window === 'undefined') return make();
  if (browserClient?.identity !== identity) browserClient = { identity, client: make() };
  return browserClient.client;
}

export function QueryProvider({ identity, children }: { identity: string; children: ReactNode }) {
  return <QueryClientProvider client={queryClient(identity)}>{children}</QueryClientProvider>;
}
