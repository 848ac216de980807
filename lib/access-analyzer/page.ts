import { decodeToken, encodeToken } from '../core/paginate';
import { invalid } from './analyzer/rows';

const PAGE = 100;

/**
 * Returns one page of a list in memory.
 * @param list identifies the list and its filters
 * @throws AwsError ValidationException for a token of another list
 */
export function pageOfRows<Row>(
  rows: readonly Row[],
  list: string,
  { maxResults = PAGE, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { items: Row[]; nextToken: string | undefined } {
  const from = nextToken === undefined ? 0 : Number(decodeToken(list, nextToken) ?? Number.NaN);
  if (!Number.isSafeInteger(from) || from < 0) throw invalid('The token is invalid.', 'nextToken');
  const end = from + maxResults;
  return { items: rows.slice(from, end), nextToken: end < rows.length ? encodeToken(list, String(end)) : undefined };
}
