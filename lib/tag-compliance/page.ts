import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';
import { decodeToken, encodeToken } from '../core/paginate';

/** Source: Resource Groups Tagging API Reference, "PaginationTokenExpiredException". */
const VALID_MS = 15 * 60_000;

type Asked = Pick<Scope, 'accountId' | 'now'> & { call: Pick<Scope['call'], 'region'> };

/** A list of the Tagging API, whose tokens are valid for 15 minutes, in the same account and Region and with the same filters. */
export type TokenList = { asked: Asked; list: string; expired: string };

/**
 * Describes the list of an operation.
 * @param expired the error for a token that is too old, by the SDK's name
 */
export function tokenList(
  operation: string,
  asked: Asked,
  filters: unknown,
  expired: 'PaginationTokenExpiredException' | 'InvalidParameterException' = 'PaginationTokenExpiredException',
): TokenList {
  return { asked, list: JSON.stringify([operation, asked.accountId, asked.call.region, filters]), expired };
}

/** Returns the key to continue after. AWS takes an empty token for none. @throws AwsError for a wrong or expired token */
export function placeOf({ asked, list, expired }: TokenList, token: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  const [, time, key] = /^(\d+):(.*)$/s.exec(decodeToken(list, token) ?? '') ?? [];
  if (time === undefined || key === undefined) throw invalidParameter('The pagination token is not valid.', 'PaginationToken');
  if (asked.now.getTime() - Number(time) > VALID_MS) throw new AwsError(expired, 'The pagination token has expired.');
  return key;
}

/** Returns the token that continues after a key, or an empty one after the last page. */
export function tokenOf({ asked, list }: TokenList, after: string | undefined): string {
  return after === undefined ? '' : encodeToken(list, `${asked.now.getTime()}:${after}`);
}

/** Returns a page of sorted keys and the token that continues after it. */
export function pageOfKeys(of: TokenList, keys: readonly string[], token: string | undefined, most: number) {
  const after = placeOf(of, token);
  const rest = after === undefined ? keys : keys.filter((key) => key > after);
  return { keys: rest.slice(0, most), token: tokenOf(of, rest.length > most ? rest[most - 1] : undefined) };
}

export function invalidParameter(message: string, member?: string): AwsError {
  return new AwsError('InvalidParameterException', message, {}, { member });
}
