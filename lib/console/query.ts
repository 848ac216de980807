import type { InputOf, OutputOf } from '../core/operation';
import { fetchAnswer, type ReadKey, readQuery } from './read-query';
import type { ConsoleOperations } from './registry';
import type { ConsoleResult, Json } from './result';

export type { ReadKey };

/** The services that the console reads; `console` stands for its own operations. */
export type ConsoleService = keyof ConsoleOperations;
/** The names of a service's operations. */
export type NameOf<S extends ConsoleService> = keyof ConsoleOperations[S] & string;

/** The token of the first page of an infinite query, which has none. */
export const FIRST_PAGE: string | undefined = undefined;

/** The answer of a read as query data. */
export type ReadOf<O> = ConsoleResult<Json<OutputOf<O>>>;

/**
 * Defines a read in the browser: its key and fetcher. `queries.ts` files name the reads; pages prefetch them and components use
 * them, so no key is typed twice. Types follow from the operation's name.
 * @param region the Region of the request; the default is the chosen one
 */
export function consoleQuery<S extends ConsoleService, N extends NameOf<S>>(
  service: S,
  operation: N,
  input: InputOf<ConsoleOperations[S][N]>,
  region?: string,
) {
  return readQuery<Json<OutputOf<ConsoleOperations[S][N]>>>(...keyOf(service, operation, input, region));
}

/** Fetches one read, for paged queries that `consoleQuery` does not cover. */
export async function fetchRead<S extends ConsoleService, N extends NameOf<S>>(
  service: S,
  operation: N,
  input: InputOf<ConsoleOperations[S][N]>,
  signal: AbortSignal,
  region?: string,
): Promise<ReadOf<ConsoleOperations[S][N]>> {
  return fetchAnswer(keyOf(service, operation, input, region), signal);
}

function keyOf(service: string, operation: string, input: unknown, region: string | undefined): ReadKey {
  return region === undefined ? [service, operation, input] : [service, operation, input, region];
}
