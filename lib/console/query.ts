import { queryOptions } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '../core/operation';
import type { ConsoleOperations } from './registry';
import type { ConsoleResult, Json } from './result';
import { ownBasePath } from './session-address';
import { IDENTITY_HEADER, noteRefusal, shownIdentity } from './shown-identity';

/** The services that the console reads, and `console` for its own operations. */
export type ConsoleService = keyof ConsoleOperations;
/** The names of a service's operations, and each one by its name. */
export type NameOf<S extends ConsoleService> = keyof ConsoleOperations[S] & string;

/** What names a read: the service, its operation, the input and, where it is not made in the Region of the bar, its Region. */
export type ReadKey = readonly [service: string, operation: string, input: unknown, region?: string];

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
  type Read = ReadOf<ConsoleOperations[S][N]>;
  return queryOptions<Read, Error, Read, ReadKey>({
    queryKey: region === undefined ? [service, operation, input] : [service, operation, input, region],
    queryFn: ({ signal }) => fetchRead(service, operation, input, signal, region),
    staleTime: 30_000,
  });
}

/** So many characters go into an address; what is longer, a document, into the body of the request. */
const MOST_IN_ADDRESS = 1_500;

/** Fetches one read, for queries that `consoleQuery` does not fit (pages after pages). */
export async function fetchRead<S extends ConsoleService, N extends NameOf<S>>(
  service: S,
  operation: N,
  input: InputOf<ConsoleOperations[S][N]>,
  signal: AbortSignal,
  region?: string,
): Promise<ReadOf<ConsoleOperations[S][N]>> {
  const shown = shownIdentity();
  const text = JSON.stringify(input);
  const isLong = text.length > MOST_IN_ADDRESS;
  const asked = new URLSearchParams({ ...(!isLong && { input: text }), ...(region !== undefined && { region }) });
  const response = await fetch(`${ownBasePath()}/api/console/${service}/${operation}?${asked}`, {
    signal,
    headers: { [IDENTITY_HEADER]: shown },
    ...(isLong && { method: 'POST', body: text }),
  });
  return noteRefusal(shown, (await response.json()) as ReadOf<ConsoleOperations[S][N]>);
}
