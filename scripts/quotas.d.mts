/** How many there may be, by the name in AWS's errors where AWS has one; what each means: quotas.mjs. */
export type QuotaName =
  | 'UsersPerAccount'
  | 'GroupsPerAccount'
  | 'RolesPerAccount'
  | 'PoliciesPerAccount'
  | 'InstanceProfilesPerAccount'
  | 'ServerCertificatesPerAccount'
  | 'OpenIdConnectProvidersPerAccount'
  | 'SAMLProvidersPerAccount'
  | 'GroupsPerUser'
  | 'PoliciesPerUser'
  | 'PoliciesPerGroup'
  | 'PoliciesPerRole'
  | 'VersionsPerPolicy'
  | 'AccessKeysPerUser'
  | 'MFADevicesPerUser'
  | 'SSHPublicKeysPerUser'
  | 'SigningCertificatesPerUser'
  | 'ServiceSpecificCredentialsPerUser'
  | 'ClientIdsPerOpenIdConnectProvider'
  | 'KeysPerSAMLProvider'
  | 'PrivateKeysPerSAMLProvider'
  | 'TagsPerResource'
  | 'AccountsPerOrganization'
  | 'OrganizationalUnitsPerOrganization'
  | 'OrganizationalUnitDepth'
  | 'ServiceControlPoliciesPerOrganization'
  | 'ResourceControlPoliciesPerOrganization'
  | 'ServiceControlPoliciesPerTarget'
  | 'ResourceControlPoliciesPerTarget'
  | 'ServiceControlPolicySize'
  | 'ResourceControlPolicySize'
  | 'ConcurrentAccountClosures';

export type Quotas = Readonly<Record<QuotaName, number>>;

/** AWS's limits, which no quota can exceed. */
export const MOST: Quotas;
/** What a list of quotas can begin with. `legacy`: the limits that held until May 2026, which most teaching material still quotes. */
export const PRESETS: Readonly<Record<'legacy' | 'current' | 'large', Quotas>>;

/** Reads a list like `large`, `RolesPerAccount=50` or `legacy,AccountsPerOrganization=200`. Throws a RangeError whose message is one sentence. */
export function parseQuotas(text: string): Quotas;
