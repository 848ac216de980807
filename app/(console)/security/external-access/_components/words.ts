/** The types of analyzers, in words. */
export const TYPE_WORDS: Readonly<Record<string, string>> = {
  ACCOUNT: 'External access to the account',
  ORGANIZATION: 'External access to the organization',
  ACCOUNT_UNUSED_ACCESS: 'Unused access in the account',
  ORGANIZATION_UNUSED_ACCESS: 'Unused access in the organization',
};

/** The types of findings, in words. */
export const FINDING_WORDS: Readonly<Record<string, string>> = {
  ExternalAccess: 'External access',
  UnusedIAMRole: 'Unused role',
  UnusedIAMUserAccessKey: 'Unused access key',
  UnusedIAMUserPassword: 'Unused password',
  UnusedPermission: 'Unused permissions',
};
