import type { InputOf, OutputOf } from '../core/operation';
import { fetchAnswer, type PagedQuery, type ReadKey, readQuery } from './read-query';
import type { ConsoleOperations } from './registry';
import type { ConsoleResult, Json } from './result';

export type { ReadKey };

/** The services that the console reads; `console` stands for its own operations. */
export type ConsoleService = keyof ConsoleOperations;
/** The names of a service's operations. */
export type NameOf<S extends ConsoleService> = keyof ConsoleOperations[S] & string;

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

/** The input of an operation without the members that name one page of its answer. */
type WholeInput<O> = Omit<InputOf<O>, 'MaxResults' | 'NextToken'>;

/**
 * Defines a read that answers page by page, each with the token of the next.
 * @param size the number of rows of a page; the default is the operation's own
 */
export function pagedQuery<S extends ConsoleService, N extends NameOf<S>>(
  service: S,
  operation: N,
  input: WholeInput<ConsoleOperations[S][N]>,
  size?: number,
): PagedQuery<Json<OutputOf<ConsoleOperations[S][N]>>> {
  return {
    queryKey: keyOf(service, operation, input, undefined),
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => {
      const page = { ...input, ...(size !== undefined && { MaxResults: size }), NextToken: pageParam };
      return fetchRead(service, operation, page as InputOf<ConsoleOperations[S][N]>, signal);
    },
    // Every operation that takes the token of a page returns that of the next.
    getNextPageParam: (last) => (last.ok ? (last.data as { NextToken?: string }).NextToken : undefined),
  };
}

/** Fetches one read, for callers that read pages in sequence. */
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
