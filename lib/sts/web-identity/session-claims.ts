import { z } from 'zod';
import { invalidToken, requireFederatedSourceIdentity, requireFederatedTags } from '../federation-claims';
import type { TokenClaims } from './verify-token';

const TAGS = 'https://aws.amazon.com/tags';
const FLAT_TAG = `${TAGS}/principal_tags/`;
const FLAT_TRANSITIVE = `${TAGS}/transitive_tag_keys`;
const SOURCE_IDENTITY = 'https://aws.amazon.com/source_identity';

/** AWS: a tag's value is a list with one item. */
const Value = z.union([z.string(), z.tuple([z.string()]).transform(([value]) => value)]);
const Keys = z.union([z.array(z.string()), z.string().transform((key) => [key])]);
const Nested = z.object({ principal_tags: z.record(z.string(), Value).default({}), transitive_tag_keys: Keys.default([]) });

export type SessionClaims = {
  tags: readonly { Key: string; Value: string }[];
  transitiveTagKeys: readonly string[];
  sourceIdentity?: string;
};

/**
 * Returns the session tags and source identity of a token. Source: IAM User Guide, "Pass session tags in AWS STS": as one claim,
 * or flattened by providers that can't nest; "Monitor and control actions taken with assumed roles".
 * @throws AwsError InvalidIdentityToken
 */
export function readSessionClaims(claims: TokenClaims): SessionClaims {
  const nested = read(Nested, claims[TAGS] ?? {}, TAGS);
  const tags = Object.entries(nested.principal_tags).map(([Key, value]) => ({ Key, Value: value }));
  for (const [name, value] of Object.entries(claims)) {
    if (name.startsWith(FLAT_TAG)) tags.push({ Key: name.slice(FLAT_TAG.length), Value: read(Value, value, name) });
  }
  const sourceIdentity = claims[SOURCE_IDENTITY];
  return {
    tags: requireFederatedTags(tags),
    transitiveTagKeys: [...nested.transitive_tag_keys, ...read(Keys, claims[FLAT_TRANSITIVE] ?? [], FLAT_TRANSITIVE)],
    ...(sourceIdentity === undefined
      ? {}
      : { sourceIdentity: requireFederatedSourceIdentity(read(z.string(), sourceIdentity, SOURCE_IDENTITY)) }),
  };
}

function read<T>(shape: z.ZodType<T>, value: unknown, claim: string): T {
  const { success, data } = shape.safeParse(value);
  if (!success) throw invalidToken(`The claim ${claim.slice(0, 256)} of the token is not valid.`);
  return data;
}
