import { validationError } from '../core/errors';
import { decodeToken, pageOf, toPage } from '../core/paginate';

type PagingInput = { Marker?: string | undefined; MaxItems?: number | undefined };
type Paged = { IsTruncated: boolean; Marker: string | undefined };

const DEFAULT_MAX_ITEMS = 100;

/** Where a list goes on and how many rows to fetch: one more than the page, to know whether there is a next one. */
export function pageStart(list: string, input: PagingInput): { after: string | undefined; take: number; limit: number } {
  const limit = input.MaxItems ?? DEFAULT_MAX_ITEMS;
  const after = input.Marker === undefined ? undefined : decodeToken(list, input.Marker);
  if (after === null) throw validationError('Invalid Marker.');
  return { after, take: limit + 1, limit };
}

/** A page of rows that were fetched with `pageStart`'s bounds in ascending order of `keyOf`. */
export function toIamPage<T>(list: string, rows: readonly T[], limit: number, keyOf: (row: T) => string): { items: T[] } & Paged {
  const page = toPage(rows, limit, list, keyOf);
  return { items: page.items, IsTruncated: page.next !== undefined, Marker: page.next };
}

/** A page of rows that are all in memory, in ascending order of `keyOf`. */
export function iamPageOf<T>(
  list: string,
  rows: readonly T[],
  input: PagingInput,
  keyOf: (row: T) => string,
): { items: T[] } & Paged {
  const { after, limit } = pageStart(list, input);
  const page = pageOf(rows, limit, list, after, keyOf);
  return { items: page.items, IsTruncated: page.next !== undefined, Marker: page.next };
}
