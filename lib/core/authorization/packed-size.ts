import { deflateRawSync } from 'node:zlib';

type SessionPolicies = { sessionPolicy?: string; sessionPolicyArns?: readonly string[] };

/**
 * AWS packs session policies and tags in an unpublished format and refuses what does not fit. Here their deflated size is limited
 * to as many bytes as the plain text may have characters.
 */
const MAX_PACKED_BYTES = 2048;

/** Returns the packed size of session policies and tags in percent of the limit. */
export function packedPercent(policies: SessionPolicies, tags: readonly { Key: string; Value: string }[]): number {
  const plain = JSON.stringify([policies.sessionPolicy, policies.sessionPolicyArns, tags.map(({ Key, Value }) => [Key, Value])]);
  return Math.ceil((deflateRawSync(plain).length / MAX_PACKED_BYTES) * 100);
}
