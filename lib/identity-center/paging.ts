import { decodeToken, toPage } from '../core/paginate';
import { invalid } from './errors';

type PagingInput = { NextToken?: string | undefined; MaxResults?: number | undefined };

/** AWS leaves the page size to the service. This is the maximum of MaxResults. */
const DEFAULT_MAX_RESULTS = 100;

/**
 * Returns the place where a page begins and the number of rows to read: one more than the page, to see whether there is another.
 * @param list names the list and its filters
 * @throws AwsError ValidationException for a token of another list
 */
export function pageStart(
  list: string,
  { NextToken, MaxResults }: PagingInput,
): { after: string | undefined; take: number; limit: number } {
  const limit = MaxResults ?? DEFAULT_MAX_RESULTS;
  const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
  if (after === null) throw invalid('The pagination token is invalid.', 'NextToken');
  return { after, take: limit + 1, limit };
}

/** Returns a page of rows that were read with `pageStart`, in ascending order of `keyOf`. The last page has no token. */
export function pageFrom<T>(
  list: string,
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => string,
): { items: T[]; NextToken?: string } {
  const { items, next } = toPage(rows, limit, list, keyOf);
  return { items, ...(next !== undefined && { NextToken: next }) };
}
