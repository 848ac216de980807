import { validationError } from '../core/errors';
import { decodeToken, pageOf, toPage } from '../core/paginate';

type PagingInput = { Marker?: string | undefined; MaxItems?: number | undefined };
type Paged<T> = { items: T[]; IsTruncated: boolean; Marker: string | undefined };

const DEFAULT_MAX_ITEMS = 100;

/**
 * Returns a page of rows that the database filters and this function filters again: SQLite compares text ignoring case, and both
 * databases read `_` in a prefix as a wildcard.
 * @param list the list's name and filters: other lists refuse its Marker
 * @param fetch returns at most `take` rows with a key greater than `after`, in ascending order
 */
export async function filteredPage<T>(
  list: string,
  input: PagingInput,
  fetch: (after: string, take: number) => Promise<T[]>,
  keep: (row: T) => boolean,
  keyOf: (row: T) => string,
): Promise<Paged<T>> {
  const { after = '', limit } = pageStart(list, input);
  const kept: T[] = [];
  for (let from: string | undefined = after; from !== undefined && kept.length <= limit; ) {
    const batch = await fetch(from, limit + 1);
    kept.push(...batch.filter(keep));
    const last = batch.at(-1);
    from = batch.length > limit && last !== undefined ? keyOf(last) : undefined;
  }
  return toIamPage(toPage(kept, limit, list, keyOf));
}

/** Returns the sort key for unnamed items, oldest first. */
export function byAge({ createdAt, id }: { createdAt: Date; id: string }): string {
  return `${createdAt.toISOString()}:${id}`;
}

/** Returns a page of rows in memory, in any order, with unique keys. */
export function iamPageOf<T>(list: string, rows: readonly T[], input: PagingInput, keyOf: (row: T) => string): Paged<T> {
  const { after, limit } = pageStart(list, input);
  const sorted = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return toIamPage(pageOf(sorted, limit, list, after, keyOf));
}

/**
 * Returns where a page begins and how many items it has.
 * @throws AwsError ValidationError for another list's Marker
 */
function pageStart(list: string, input: PagingInput): { after: string | undefined; limit: number } {
  const after = input.Marker === undefined ? undefined : decodeToken(list, input.Marker);
  if (after === null) throw validationError('Invalid Marker.');
  return { after, limit: input.MaxItems ?? DEFAULT_MAX_ITEMS };
}

function toIamPage<T>({ items, next }: { items: T[]; next: string | undefined }): Paged<T> {
  return { items, IsTruncated: next !== undefined, Marker: next };
}
