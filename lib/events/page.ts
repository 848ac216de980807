import type { Place } from '../core/events/read-newest';
import { invalidToken } from '../core/page-token';
import { decodeToken, encodeToken } from '../core/paginate';

const MOST_ROWS = 2 ** 31 - 1;

/**
 * Returns the beginning of a page from its token.
 * @param list identifies the list and its filters
 * @throws AwsError InvalidNextTokenException
 */
export function placeOf(list: string, token: string | undefined): Place | undefined {
  if (token === undefined) return undefined;
  const text = decodeToken(list, token);
  const [, before, day] = (text === null ? null : /^(\d{0,10})\/((?:\d{4}-\d\d-\d\d)?)$/.exec(text)) ?? [];
  if (before === undefined || day === undefined) throw invalidToken();
  // Tokens can be written by hand: row numbers have 32 bits, and months end at 12.
  if (Number(before) > MOST_ROWS || (day !== '' && Number.isNaN(Date.parse(day)))) throw invalidToken();
  return { before: before === '' ? undefined : Number(before), day: day === '' ? undefined : day };
}

/** Returns the token of the page that begins there. */
export function tokenOf(list: string, { before, day }: Place): string {
  return encodeToken(list, [before, day].join('/'));
}
