import { AwsError } from '../../core/errors';
import { decodeToken, encodeToken } from '../../core/paginate';

/** The identity of a paged call: its operation and input without paging members. */
export type Pages = { operation: string; accountId: string; input: object };

/** The start of a page: a time, and the number of groups to skip. Lists without times use an empty one. */
export type Place = { start: string; skipped: number };

/** Returns the token for a position. */
export function tokenOf(pages: Pages, { start, skipped }: Place): string {
  return encodeToken(operationOf(pages), encodeToken(questionOf(pages), `${start} ${skipped}`));
}

/**
 * Returns the position of a token; the default is the beginning.
 * @throws AwsError RequestChangedException for a token of other input, InvalidNextTokenException for another operation's token
 */
export function placeOf(pages: Pages, token: string | undefined): Place {
  if (token === undefined) return { start: '', skipped: 0 };
  const inner = decodeToken(operationOf(pages), token);
  if (inner === null) throw invalidToken();
  const place = decodeToken(questionOf(pages), inner);
  // Both messages are those of the AWS SDK's model.
  if (place === null)
    throw new AwsError(
      'RequestChangedException',
      'Your request parameters changed between pages. Try again with the old parameters or without a pagination token.',
    );
  const found = /^(\d{4}-\d{2}-\d{2}|) (\d{1,9})$/.exec(place);
  if (!found) throw invalidToken();
  const [, start = '', skipped] = found;
  return { start, skipped: Number(skipped) };
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
