/**
 * Every quota that the setting QUOTAS and a reset can change: its default and its maximum, which is AWS's own limit. Each can be lowered, to
 * reach a limit with few calls. Sources: IAM User Guide, "IAM and AWS STS quotas"; Organizations User Guide, "Quotas for
 * AWS Organizations", with the SCP limits of May 2026. Sizes are in characters, except for stored data, which AWS does not limit.
 */
const FIXED = 'as much as the default';

/** @satisfies {Record<string, readonly [usual: number, most: number | typeof FIXED]>} */
const TABLE = {
  UsersPerAccount: [5000, FIXED],
  GroupsPerAccount: [300, 500],
  RolesPerAccount: [1000, 5000],
  PoliciesPerAccount: [1500, 5000],
  InstanceProfilesPerAccount: [1000, 5000],
  ServerCertificatesPerAccount: [20, 1000],
  OpenIdConnectProvidersPerAccount: [100, 700],
  SAMLProvidersPerAccount: [100, FIXED],
  GroupsPerUser: [10, FIXED],
  PoliciesPerUser: [10, 20],
  PoliciesPerGroup: [10, FIXED],
  PoliciesPerRole: [10, 20],
  VersionsPerPolicy: [5, FIXED],
  AccessKeysPerUser: [2, FIXED],
  MFADevicesPerUser: [8, FIXED],
  SSHPublicKeysPerUser: [5, FIXED],
  SigningCertificatesPerUser: [2, FIXED],
  // For each service.
  ServiceSpecificCredentialsPerUser: [2, FIXED],
  ClientIdsPerOpenIdConnectProvider: [100, FIXED],
  KeysPerSAMLProvider: [10, FIXED],
  PrivateKeysPerSAMLProvider: [2, FIXED],
  TagsPerResource: [50, FIXED],
  AccountsPerOrganization: [10, 50_000],
  OrganizationalUnitsPerOrganization: [2000, FIXED],
  // Organizations whose bills one organization pays. AWS has 0 until Support raises it, so that nobody could try it.
  InboundBillingTransfersPerOrganization: [10, 1000],
  // Levels below the root.
  OrganizationalUnitDepth: [5, FIXED],
  ServiceControlPoliciesPerOrganization: [10_000, FIXED],
  ResourceControlPoliciesPerOrganization: [2000, FIXED],
  // Directly attached to one root, OU or account; RCPFullAWSAccess counts.
  ServiceControlPoliciesPerTarget: [10, FIXED],
  ResourceControlPoliciesPerTarget: [5, FIXED],
  ServiceControlPolicySize: [10_240, FIXED],
  ResourceControlPolicySize: [5120, FIXED],
  ConcurrentAccountClosures: [3, FIXED],
  // Source: IAM Identity Center User Guide, "Quotas". AWS raises both.
  UsersPerIdentityStore: [200_000, 999_999],
  GroupsPerIdentityStore: [100_000, 999_999],
  // The same source, September 2026.
  PermissionSetsPerInstance: [3500, FIXED],
  ProvisionedPermissionSetsPerAccount: [500, FIXED],
  PoliciesPerPermissionSet: [25, FIXED],
  // For each account.
  GroupsPerPermissionSet: [100, FIXED],
  ApplicationsPerInstance: [7000, FIXED],
  GroupsPerApplication: [100, FIXED],
  // In each Region of an account. AWS allows more keys and secrets, and unlimited queues and topics.
  KMSKeysPerRegion: [100, FIXED],
  AliasesPerKMSKey: [50, FIXED],
  SQSQueuesPerRegion: [1000, FIXED],
  SecretsPerRegion: [100, FIXED],
  SNSTopicsPerRegion: [100, FIXED],
  // AWS: 2,500.
  DynamoDBTablesPerRegion: [100, FIXED],
  // AWS limits only the size of their code.
  LambdaFunctionsPerRegion: [100, FIXED],
  // Instances that are not terminated, in each Region.
  EC2InstancesPerRegion: [100, FIXED],
  // In all Regions together; AWS has 10,000.
  S3BucketsPerAccount: [100, FIXED],
  // The contents, descriptions and policies of resources, and snapshots: lib/db/stored-bytes.ts.
  StoredMebibytesPerAccount: [256, 100_000],
  StoredMebibytesPerInstallation: [16_384, 999_999],
};

/** The name of a quota, as in AWS's errors if AWS has one. @typedef {keyof typeof TABLE} QuotaName */
/** @typedef {Readonly<Record<QuotaName, number>>} Quotas */

const NAMES = /** @type {QuotaName[]} */ (Object.keys(TABLE));

/** @param {(name: QuotaName) => number} of */
function quotasOf(of) {
  return /** @type {Quotas} */ (Object.fromEntries(NAMES.map((name) => [name, of(name)])));
}

/** AWS's limits, which no quota can exceed. */
export const MOST = quotasOf((name) => {
  const [usual, most] = TABLE[name];
  return most === FIXED ? usual : most;
});

const current = quotasOf((name) => TABLE[name][0]);
/** The first item of a list of quotas. `legacy`: the limits until May 2026, which most teaching material still quotes. */
export const PRESETS = {
  legacy: {
    ...current,
    OrganizationalUnitsPerOrganization: 1000,
    ServiceControlPoliciesPerTarget: 5,
    ServiceControlPolicySize: 5120,
  },
  current,
  // AWS has no limits for stored data. These prevent a full disk.
  large: {
    ...MOST,
    StoredMebibytesPerAccount: current.StoredMebibytesPerAccount,
    StoredMebibytesPerInstallation: current.StoredMebibytesPerInstallation,
  },
};

/**
 * Reads a list like `large`, `RolesPerAccount=50` or `legacy,AccountsPerOrganization=200`.
 *
 * @param {string} text
 * @returns {Quotas}
 * @throws {RangeError} with one sentence about the error and the allowed values
 */
export function parseQuotas(text) {
  const [first = '', ...rest] = text.split(',').map((part) => part.trim());
  const preset = Object.hasOwn(PRESETS, first) ? PRESETS[/** @type {keyof typeof PRESETS} */ (first)] : undefined;
  const given = preset || first === '' ? rest : [first, ...rest];
  return { ...(preset ?? current), ...Object.fromEntries(given.map(parseQuota)) };
}

/** @param {string} part */
function parseQuota(part) {
  const [name = '', value = '', more] = part.split('=').map((text) => text.trim());
  if (!Object.hasOwn(TABLE, name) || more !== undefined) {
    const presets = Object.keys(PRESETS).join(', ');
    throw new RangeError(
      `"${part}" is no quota: give one of ${presets} first if you like, then NAME=NUMBER, with commas between; the names are ${NAMES.join(', ')}.`,
    );
  }
  const most = MOST[/** @type {QuotaName} */ (name)];
  const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number < 1 || number > most) throw new RangeError(`${name} is "${value}", but must be a number from 1 to ${most}.`);
  return [name, number];
}
