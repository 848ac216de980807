import type { PolicyKind } from '../policy/types';
import { RESOURCE_TYPES } from '../services/resource-types';
import type { ValidatePolicyOptions } from './types';

/**
 * Counts the characters of a policy without white space outside strings, as IAM does and as the Organizations console sends it. Text that
 * is not JSON is counted too.
 */
export function countedCharacters(text: string): number {
  let counted = 0;
  let inString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (inString && code === 92) {
      counted += 2;
      index++;
      continue;
    }
    if (code === 34) inString = !inString;
    if (inString || (code !== 32 && code !== 9 && code !== 10 && code !== 13)) counted++;
  }
  return counted;
}

/** AWS: IAM and AWS STS quotas; Quotas for AWS Organizations (May 2026). */
const QUOTAS: Readonly<Record<PolicyKind, number>> = {
  identity: 6144,
  boundary: 6144,
  session: 2048,
  trust: 2048,
  scp: 10_240,
  rcp: 5120,
  resource: 20_480,
  vpcEndpoint: 20_480,
};

const LEGACY_SCP_QUOTA = 5120;

/** Returns the quota, unless the caller gives another. */
export function sizeQuota(kind: PolicyKind, { sizeQuota: given, legacyLimits, resourceType }: ValidatePolicyOptions): number {
  if (given !== undefined) return given;
  if (kind === 'scp' && legacyLimits) return LEGACY_SCP_QUOTA;
  return (kind === 'resource' && resourceType ? RESOURCE_TYPES[resourceType].most : undefined) ?? QUOTAS[kind];
}
