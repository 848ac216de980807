import 'server-only';
import { defaultShouldDehydrateQuery, dehydrate, HydrationBoundary, type Query, QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AnyOperation } from '../core/operation';
import { missingAction } from '../core/run/run';
import { fitsIntoPage, isLeftToBrowser } from './large-answers';
import type { ReadKey } from './query';
import { findReadOperation } from './registry';
import { consoleCall, requireSession } from './request';
import { runConsole } from './run-console';
import { runtime } from './runtime';
import { claimIdentity } from './session/claim';
import { SameIdentity } from './session/same-identity';
import { signedInAs } from './session/session';

type ConsoleQuery = { queryKey: ReadKey };

/**
 * Reads a page's queries on the server and hands them to the browser, so that the page arrives with its data. The components use
 * the same query objects, so nothing is fetched twice.
 */
export async function Prefetch({ queries, children }: { queries: readonly ConsoleQuery[]; children: ReactNode }) {
  const session = await requireSession();
  const client = new QueryClient();
  const now = Date.now();
  const asked = (queryKey: unknown) => `${session.caller.accountId} ${JSON.stringify(queryKey)}`;
  await Promise.all(
    queries
      .filter(({ queryKey }) => !isLeftToBrowser(asked(queryKey), now))
      .map(({ queryKey }) =>
        client.prefetchQuery({ queryKey, queryFn: () => claimIdentity(session.identityTag, () => read(queryKey)) }),
      ),
  );
  const shouldDehydrateQuery = (query: Query) =>
    defaultShouldDehydrateQuery(query) && fitsIntoPage(asked(query.queryKey), query.state.data, now);
  return (
    <SameIdentity of={session.identityTag} signedInAs={signedInAs(session)}>
      <HydrationBoundary state={dehydrate(client, { shouldDehydrateQuery })}>{children}</HydrationBoundary>
    </SameIdentity>
  );
}

/**
 * Returns whether the caller may make each read, in order. It evaluates permissions without making calls, so no denials are
 * recorded.
 */
export async function mayRead(queries: readonly ConsoleQuery[]): Promise<boolean[]> {
  return (await missingActions(queries)).map((action) => action === null);
}

/** Returns for each read of a page the action that the reader lacks for it first, or null. */
export async function missingActions(queries: readonly ConsoleQuery[]): Promise<(string | null)[]> {
  const { caller } = await requireSession();
  const { database } = await runtime();
  return Promise.all(
    queries.map(async ({ queryKey: [service, name, input, region] }) =>
      missingAction(await requireRead(service, name), input, await consoleCall(caller, region), database),
    ),
  );
}

async function read([service, name, input, region]: ReadKey): Promise<unknown> {
  return runConsole(await requireRead(service, name), input, region);
}

async function requireRead(service: string, name: string): Promise<AnyOperation> {
  const operation = await findReadOperation(service, name);
  if (!operation) throw new Error(`there is no read operation ${service}:${name}`);
  return operation;
}
