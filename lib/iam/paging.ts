import { validationError } from '../core/errors';
import { decodeToken, pageOf, toPage } from '../core/paginate';

type PagingInput = { Marker?: string | undefined; MaxItems?: number | undefined };
type Paged<T> = { items: T[]; IsTruncated: boolean; Marker: string | undefined };

const DEFAULT_MAX_ITEMS = 100;

/**
 * A page of rows that the database filters and this keeps filtering: SQLite compares text without regard to case and both
 * databases read `_` in a prefix as any character, so what they find may be too much.
 * @param list names the list and its filters: a Marker of one list is refused by another
 * @param fetch rows whose key is greater than `after`, in ascending order of the key, at most `take`
 */
export async function filteredPage<T>(
  list: string,
  input: PagingInput,
  fetch: (after: string, take: number) => Promise<T[]>,
  keep: (row: T) => boolean,
  keyOf: (row: T) => string,
): Promise<Paged<T>> {
  const { after, limit } = pageStart(list, input);
  const kept: T[] = [];
  for (let from: string | undefined = after ?? ''; from !== undefined && kept.length <= limit; ) {
    const batch = await fetch(from, limit + 1);
    kept.push(...batch.filter(keep));
    const last = batch.at(-1);
    from = batch.length > limit && last !== undefined ? keyOf(last) : undefined;
  }
  return toIamPage(toPage(kept, limit, list, keyOf));
}

/** The key by which what has no name is listed, oldest first. */
export function byAge({ createdAt, id }: { createdAt: Date; id: string }): string {
  return `${createdAt.toISOString()}:${id}`;
}

/** A page of rows that are all in memory, in any order; keys are unique. */
export function iamPageOf<T>(list: string, rows: readonly T[], input: PagingInput, keyOf: (row: T) => string): Paged<T> {
  const { after, limit } = pageStart(list, input);
  const sorted = [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return toIamPage(pageOf(sorted, limit, list, after, keyOf));
}

/** Where a list goes on and how many items a page has. @throws AwsError ValidationError for a Marker of another list */
function pageStart(list: string, input: PagingInput): { after: string | undefined; limit: number } {
  const after = input.Marker === undefined ? undefined : decodeToken(list, input.Marker);
  if (after === null) throw validationError('Invalid Marker.');
  return { after, limit: input.MaxItems ?? DEFAULT_MAX_ITEMS };
}

function toIamPage<T>({ items, next }: { items: T[]; next: string | undefined }): Paged<T> {
  return { items, IsTruncated: next !== undefined, Marker: next };
}
