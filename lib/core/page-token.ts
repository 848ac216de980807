import { AwsError } from './errors';
import { decodeToken } from './paginate';

/** Returns the offset at which a page begins. @throws AwsError InvalidNextTokenException */
export function offsetOf(list: string, token: string | undefined): number {
  const at = token === undefined ? 0 : Number(decodeToken(list, token) ?? Number.NaN);
  if (!Number.isSafeInteger(at) || at < 0) throw invalidToken();
  return at;
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextTokenException', 'The token is invalid.');
}
