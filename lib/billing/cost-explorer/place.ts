import { AwsError } from '../../core/errors';
import { decodeToken, encodeToken } from '../../core/paginate';

/** What pages are of: an operation with its input, but for what says which page. */
export type Pages = { operation: string; accountId: string; input: object };

/** Where a page begins: at a time, behind so many of its groups. A list without times begins at the empty one. */
export type Place = { start: string; skipped: number };

/** A token that continues at a place. */
export function tokenOf(pages: Pages, { start, skipped }: Place): string {
  return encodeToken(operationOf(pages), encodeToken(questionOf(pages), `${start} ${skipped}`));
}

/**
 * The place at which a token continues; without one, the beginning.
 * @throws AwsError RequestChangedException for a token of other input, InvalidNextTokenException for one that is none of this operation
 */
export function placeOf(pages: Pages, token: string | undefined): Place {
  if (token === undefined) return { start: '', skipped: 0 };
  const inner = decodeToken(operationOf(pages), token);
  if (inner === null) throw invalidToken();
  const place = decodeToken(questionOf(pages), inner);
  // The words of both are those of the AWS SDK's model.
  if (place === null)
    throw new AwsError(
      'RequestChangedException',
      'Your request parameters changed between pages. Try again with the old parameters or without a pagination token.',
    );
  const found = /^(\d{4}-\d{2}-\d{2})? (\d{1,9})$/.exec(place);
  if (!found) throw invalidToken();
  return { start: found[1] ?? '', skipped: Number(found[2]) };
}

function invalidToken(): AwsError {
  return new AwsError('InvalidNextTokenException', 'The pagination token is invalid. Try again without a pagination token.');
}

function operationOf({ operation, accountId }: Pages): string {
  return `${operation}:${accountId}`;
}

function questionOf(pages: Pages): string {
  return `${operationOf(pages)}:${JSON.stringify(pages.input)}`;
}
