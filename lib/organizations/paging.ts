import { decodeToken, pageOf, toPage } from '../core/paginate';
import { invalidInput } from './errors';

type PagingInput = { NextToken?: string | undefined; MaxResults?: number | undefined };
type NextPage = { NextToken: string | undefined };

/** AWS leaves the page size to the service. This is the maximum of MaxResults. */
const DEFAULT_MAX_RESULTS = 20;

/** Returns where a page begins and how many rows to read: one more than the page, to see whether there is another. */
export function pageStart(list: string, input: PagingInput): { after: string | undefined; take: number; limit: number } {
  const limit = input.MaxResults ?? DEFAULT_MAX_RESULTS;
  const after = input.NextToken === undefined ? undefined : decodeToken(list, input.NextToken);
  if (after === null) throw invalidInput('INVALID_NEXT_TOKEN');
  return { after, take: limit + 1, limit };
}

/** Returns a page of rows that were read with `pageStart`, in ascending order of `keyOf`. */
export function toOrganizationsPage<T>(
  list: string,
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => string,
): { items: T[] } & NextPage {
  const page = toPage(rows, limit, list, keyOf);
  return { items: page.items, NextToken: page.next };
}

/** Returns a page of rows in memory, sorted by `keyOf`. */
export function organizationsPageOf<T>(
  list: string,
  rows: readonly T[],
  input: PagingInput,
  keyOf: (row: T) => string,
): { items: T[] } & NextPage {
  const { after, limit } = pageStart(list, input);
  const sorted = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = pageOf(sorted, limit, list, after, keyOf);
  return { items: page.items, NextToken: page.next };
}
