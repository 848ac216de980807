import {
  type InfiniteData,
  queryOptions,
  skipToken,
  type UseInfiniteQueryOptions,
  type UseQueryOptions,
} from '@tanstack/react-query';
import type { ConsoleResult } from './result';
import { ownBasePath } from './session/session-address';
import { IDENTITY_HEADER, noteRefusal, shownIdentity } from './session/shown-identity';

/** The name of a read: the service, its operation, the input and, unless it is made in the Region of the bar, its Region. */
export type ReadKey = readonly [service: string, operation: string, input: unknown, region?: string];

/**
 * Returns the query of a read by the name of its operation: its key and its fetcher. `consoleQuery` is the same with types that
 * follow from the name. The kit uses this one, because it knows no operations.
 */
export function readQuery<Data>(...queryKey: ReadKey) {
  return queryOptions<ConsoleResult<Data>, Error, ConsoleResult<Data>, ReadKey>({
    queryKey,
    queryFn: ({ signal }) => fetchAnswer(queryKey, signal),
    staleTime: 30_000,
  });
}

type ReadOptions<Data> = UseQueryOptions<ConsoleResult<Data>, Error, ConsoleResult<Data>, ReadKey>;

/** A read that answers page by page. */
export type PagedQuery<Data> = UseInfiniteQueryOptions<
  ConsoleResult<Data>,
  Error,
  InfiniteData<ConsoleResult<Data>>,
  ReadKey,
  string | undefined
>;

/** Returns the query of a read whose input may not be known yet. Nothing is read until it is. */
export function whenKnown<Input, Data>(
  input: Input | null | undefined,
  query: (input: Input) => ReadOptions<Data>,
): ReadOptions<Data> {
  return input === null || input === undefined ? { queryKey: ['', '', null], queryFn: skipToken } : query(input);
}

/** The longest input that goes into an address. A longer one, such as a document, goes into the body of the request. */
const MOST_IN_ADDRESS = 1_500;

/** Fetches the answer of one read. */
export async function fetchAnswer<Data>(
  [service, operation, input, region]: ReadKey,
  signal: AbortSignal,
): Promise<ConsoleResult<Data>> {
  const shown = shownIdentity();
  const text = JSON.stringify(input);
  const isLong = text.length > MOST_IN_ADDRESS;
  const asked = new URLSearchParams({ ...(!isLong && { input: text }), ...(region !== undefined && { region }) });
  const response = await fetch(`${ownBasePath()}/api/console/${service}/${operation}?${asked}`, {
    signal,
    headers: { [IDENTITY_HEADER]: shown },
    ...(isLong && { method: 'POST', body: text }),
  });
  const answer: ConsoleResult<Data> = await response.json();
  return noteRefusal(shown, answer);
}
