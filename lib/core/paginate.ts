import { createHash } from 'node:crypto';

/** A page of rows and the token that continues after it. */
export type Page<T> = { items: T[]; next: string | undefined };

/**
 * Cuts a page from rows fetched with `take: limit + 1` in ascending order of `keyOf`.
 * @param list names the list and its filters; a token of another list is refused
 */
export function toPage<T>(rows: readonly T[], limit: number, list: string, keyOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? encodeToken(list, keyOf(last)) : undefined };
}

/** Cuts a page from rows in memory, in ascending order of `keyOf`, after the key `after`. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  list: string,
  after: string | undefined,
  keyOf: (row: T) => string,
): Page<T> {
  const rest = after === undefined ? rows : rows.filter((row) => keyOf(row) > after);
  return toPage(rest.slice(0, limit + 1), limit, list, keyOf);
}

/** Returns the key to continue after, from a Marker or NextToken. Null if the token does not belong to this list. */
export function decodeToken(list: string, token: string): string | null {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const at = text.indexOf(':');
  return at > 0 && text.slice(0, at) === fingerprint(list) ? text.slice(at + 1) : null;
}

/** Returns a Marker or NextToken that continues after a key. */
export function encodeToken(list: string, key: string): string {
  return Buffer.from(`${fingerprint(list)}:${key}`, 'utf8').toString('base64url');
}

function fingerprint(list: string): string {
  return createHash('sha256').update(list).digest('base64url').slice(0, 8);
}
