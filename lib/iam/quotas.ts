import { limitExceeded } from '../core/errors';

/** IAM quotas per account or entity. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const IAM_QUOTAS = {
  UsersPerAccount: 5000,
  GroupsPerAccount: 300,
  RolesPerAccount: 1000,
  PoliciesPerAccount: 1500,
  GroupsPerUser: 10,
  PoliciesPerUser: 10,
  PoliciesPerGroup: 10,
  PoliciesPerRole: 10,
  VersionsPerPolicy: 5,
  AccessKeysPerUser: 2,
  MFADevicesPerUser: 8,
  InstanceProfilesPerAccount: 1000,
  OpenIdConnectProvidersPerAccount: 100,
  ClientIdsPerOpenIdConnectProvider: 100,
  SAMLProvidersPerAccount: 100,
  KeysPerSAMLProvider: 10,
  PrivateKeysPerSAMLProvider: 2,
  TagsPerResource: 50,
  /** Characters without white space. */
  ManagedPolicySize: 6144,
  UserInlineSize: 2048,
  GroupInlineSize: 5120,
  RoleInlineSize: 10_240,
  /** Characters; the quota text counts white space. */
  TrustPolicySize: 2048,
} as const;

/** @throws AwsError LimitExceeded, in AWS's words, when `count` items are there already */
export function requireRoom(quota: keyof typeof IAM_QUOTAS, count: number): void {
  const limit = IAM_QUOTAS[quota];
  if (count >= limit) throw limitExceeded(`Cannot exceed quota for ${quota}: ${limit}`);
}

/** Policy sizes are counted without white space (IAM User Guide, "IAM and STS character limits"). */
export function sizeWithoutWhitespace(document: string): number {
  return document.replace(/\s/g, '').length;
}
