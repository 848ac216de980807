import { z } from 'zod';
import { AwsError } from '../core/errors';
import { Tag } from '../core/shapes';
import { SourceIdentity } from './shapes';

/** AWS: clocks of providers and of AWS may differ by five minutes. */
export const CLOCK_SKEW_MS = 5 * 60 * 1000;

/** Printable characters only, because events and condition keys contain the name. */
export const FederatedName = z.string().regex(/^\P{Cc}+$/u);

export function invalidToken(message: string): AwsError {
  return new AwsError('InvalidIdentityTokenException', message);
}

export function expiredToken(message: string): AwsError {
  return new AwsError('ExpiredTokenException', message);
}

/**
 * Refuses an invalid source identity.
 * @throws AwsError InvalidIdentityToken in AWS's words
 */
export function requireFederatedSourceIdentity(value: string): string {
  if (!SourceIdentity.safeParse(value).success || /^aws:/i.test(value))
    throw invalidToken('Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"');
  return value;
}

/**
 * Returns a provider's session tags.
 * @throws AwsError InvalidIdentityToken for more than 50, or invalid tags
 */
export function requireFederatedTags(tags: readonly { Key: string; Value: string }[]): readonly { Key: string; Value: string }[] {
  if (tags.length > 50) throw invalidToken('More than 50 session tags were passed.');
  const wrong = tags.find((tag) => !Tag.safeParse(tag).success);
  if (wrong) throw invalidToken(`The session tag ${wrong.Key.slice(0, 128)} is not valid.`);
  return tags;
}
