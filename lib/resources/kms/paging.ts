import type { Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { kmsError } from './errors';

type PagingInput = { Limit?: number | undefined; Marker?: string | undefined };

/**
 * Returns a page of a KMS list.
 * @param rows the whole list, by ascending key
 * @throws AwsError InvalidMarker for a marker of another list
 */
export function kmsPage<T>(
  list: string,
  { accountId, call }: Scope,
  rows: readonly T[],
  { Limit, Marker }: PagingInput,
  usual: number,
  keyOf: (row: T) => string,
): { items: T[]; Truncated: boolean; NextMarker: string | undefined } {
  const name = `${list}:${accountId}:${call.region}`;
  const after = Marker === undefined ? undefined : decodeToken(name, Marker);
  if (after === null) throw kmsError('InvalidMarkerException', 'The marker is invalid.', 'Marker');
  const { items, next } = pageOf(rows, Limit ?? usual, name, after, keyOf);
  return { items, Truncated: next !== undefined, NextMarker: next };
}
