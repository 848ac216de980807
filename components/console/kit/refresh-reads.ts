import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Makes reads old, since a write was made: all of them, or those whose keys begin with one of `keys`. Ends when those on the page are read
 * again; the others are when a page wants them.
 */
export async function refreshReads(client: QueryClient, keys: readonly QueryKey[] | undefined): Promise<void> {
  if (keys === undefined) return client.invalidateQueries();
  await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}
