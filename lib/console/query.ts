import type { InputOf, OutputOf } from '../core/operation';
import { fetchAnswer, type ReadKey, readQuery } from './read-query';
import type { ConsoleOperations } from './registry';
import type { ConsoleResult, Json } from './result';

export type { ReadKey };

/** The services that the console reads, and `console` for its own operations. */
export type ConsoleService = keyof ConsoleOperations;
/** The names of a service's operations, and each one by its name. */
export type NameOf<S extends ConsoleService> = keyof ConsoleOperations[S] & string;

/** What a read answers for an operation, as query data. */
export type ReadOf<O> = ConsoleResult<Json<OutputOf<O>>>;

/**
 * The one definition of a read in the browser: its key and its fetcher.
 * `queries.ts` files name them; pages prefetch them and components use them, so a key is never typed twice.
 * The types of input and answer follow from the operation's name.
 * @param region where the service is asked; default: in the Region that is chosen in the bar
 */
export function consoleQuery<S extends ConsoleService, N extends NameOf<S>>(
  service: S,
  operation: N,
  input: InputOf<ConsoleOperations[S][N]>,
  region?: string,
) {
  return readQuery<Json<OutputOf<ConsoleOperations[S][N]>>>(...keyOf(service, operation, input, region));
}

/** Fetches one read, for queries that `consoleQuery` does not fit (pages after pages). */
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
