import { decodeToken, toPage } from '../core/paginate';
import { invalid } from './errors';

type PagingInput = { NextToken?: string | undefined; MaxResults?: number | undefined };

/** AWS leaves the page size to the service. This is the maximum of MaxResults. */
const DEFAULT_MAX_RESULTS = 100;

/**
 * Reads a page of rows in ascending order of their ids.
 * @param list names the list and its filters
 * @param read returns at most `take` rows whose id is greater than `after`
 * @throws AwsError ValidationException for a token of another list
 */
export async function readPage<Row extends { id: string }>(
  list: string,
  { NextToken, MaxResults = DEFAULT_MAX_RESULTS }: PagingInput,
  read: (after: string, take: number) => Promise<readonly Row[]>,
): Promise<{ items: Row[]; NextToken?: string }> {
  const after = NextToken === undefined ? '' : decodeToken(list, NextToken);
  if (after === null) throw invalid('The pagination token is invalid.', 'NextToken');
  const { items, next } = toPage(await read(after, MaxResults + 1), MaxResults, list, ({ id }) => id);
  return { items, ...(next !== undefined && { NextToken: next }) };
}
