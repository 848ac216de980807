import 'server-only';
import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { claimIdentity } from './claim';
import { findReadOperation } from './registry';
import { requireSession } from './request';
import { runConsole } from './run-console';
import { SameIdentity } from './same-identity';
import { signedInAs } from './session';

type ConsoleQuery = { queryKey: readonly [string, string, unknown] };

/**
 * Reads the queries of a page on the server and hands them to the browser, so that the page arrives with its data.
 * The same query objects serve the components below; nothing is fetched twice.
 */
export async function Prefetch({ queries, children }: { queries: readonly ConsoleQuery[]; children: ReactNode }) {
  const session = await requireSession();
  const client = new QueryClient();
  await Promise.all(
    queries.map(({ queryKey }) =>
      client.prefetchQuery({ queryKey, queryFn: () => claimIdentity(session.identityTag, () => read(queryKey)) }),
    ),
  );
  return (
    <SameIdentity of={session.identityTag} signedInAs={signedInAs(session)}>
      <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>
    </SameIdentity>
  );
}

function read([service, name, input]: ConsoleQuery['queryKey']): Promise<unknown> {
  const operation = findReadOperation(service, name);
  if (!operation) throw new Error(`there is no read operation ${service}:${name}`);
  return runConsole(operation, input);
}
