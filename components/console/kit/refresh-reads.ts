import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Makes reads old, since a write was made: all of them, or those whose keys begin with one of `keys`. Ends when those on the page are read
 * again; the others are when a page wants them.
 */
export async function refreshReads(client: QueryClient, keys?: readonly QueryKey[]): Promise<void> {
  await Promise.all((keys ?? [[]]).map((queryKey) => refresh(client, queryKey)));
}

async function refresh(client: QueryClient, queryKey: QueryKey): Promise<void> {
  // `invalidateQueries` lets a first read go on, although its answer may be older than the write.
  await client.cancelQueries({ queryKey, type: 'active', predicate: ({ state }) => state.data === undefined });
  await client.invalidateQueries({ queryKey });
}
