import { queryOptions } from '@tanstack/react-query';
import type { AnyOperation, InputOf, OutputOf } from '../core/operation';
import type { ConsoleResult, Json } from './result';
import { IDENTITY_HEADER, noteRefusal, shownIdentity } from './shown-identity';

/** What a read answers for an operation, as query data. */
export type ReadOf<O extends AnyOperation> = ConsoleResult<Json<OutputOf<O>>>;

/**
 * The one definition of a read in the browser: its key `[service, operation, input]` and its fetcher.
 * `queries.ts` files name them; pages prefetch them and components use them, so a key is never typed twice.
 */
export function consoleQuery<O extends AnyOperation>(
  service: 'iam' | 'organizations' | 'sts' | 'console',
  operation: string,
  input: InputOf<O>,
) {
  return queryOptions<ReadOf<O>, Error, ReadOf<O>, readonly [string, string, unknown]>({
    queryKey: [service, operation, input],
    queryFn: ({ signal }) => fetchRead<O>(service, operation, input, signal),
    staleTime: 30_000,
  });
}

/** Fetches one read, for queries that `consoleQuery` does not fit (pages after pages). */
export async function fetchRead<O extends AnyOperation>(
  service: string,
  operation: string,
  input: InputOf<O>,
  signal: AbortSignal,
): Promise<ReadOf<O>> {
  const shown = shownIdentity();
  const response = await fetch(`/api/console/${service}/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    signal,
    headers: { [IDENTITY_HEADER]: shown },
  });
  return noteRefusal(shown, (await response.json()) as ReadOf<O>);
}
