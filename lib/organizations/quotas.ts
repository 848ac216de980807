/** Limits of AWS Organizations. Counts are per organization unless the name says otherwise; sizes are characters. */
export type OrganizationsQuotas = {
  Accounts: number;
  OrganizationalUnits: number;
  /** Levels of OUs below the root. */
  OrganizationalUnitDepth: number;
  ServiceControlPolicies: number;
  ResourceControlPolicies: number;
  /** Directly attached to one root, OU or account. */
  ServiceControlPoliciesPerTarget: number;
  /** Directly attached, RCPFullAWSAccess included. */
  ResourceControlPoliciesPerTarget: number;
  ServiceControlPolicySize: number;
  ResourceControlPolicySize: number;
  ResourcePolicySize: number;
  TagsPerResource: number;
  ConcurrentAccountClosures: number;
  /** Days that an account must exist before it can leave the organization that created it. */
  MinimumAgeToLeaveDays: number;
};

/** Source: Organizations User Guide, "Quotas and service limits", with the SCP limits of May 2026. */
export const CURRENT_QUOTAS: OrganizationsQuotas = {
  Accounts: 10,
  OrganizationalUnits: 2000,
  OrganizationalUnitDepth: 5,
  ServiceControlPolicies: 10_000,
  ResourceControlPolicies: 2000,
  ServiceControlPoliciesPerTarget: 10,
  ResourceControlPoliciesPerTarget: 5,
  ServiceControlPolicySize: 10_240,
  ResourceControlPolicySize: 5120,
  ResourcePolicySize: 40_000,
  TagsPerResource: 50,
  ConcurrentAccountClosures: 3,
  MinimumAgeToLeaveDays: 4,
};

/** The SCP limits that held until May 2026, which most teaching material still quotes. */
export const LEGACY_QUOTAS: OrganizationsQuotas = {
  ...CURRENT_QUOTAS,
  ServiceControlPoliciesPerTarget: 5,
  ServiceControlPolicySize: 5120,
};

let inForce: OrganizationsQuotas = CURRENT_QUOTAS;

export function quotas(): OrganizationsQuotas {
  return inForce;
}

/** Puts other limits in force for this process, e.g. `LEGACY_QUOTAS`. */
export function setQuotas(preset: OrganizationsQuotas): void {
  inForce = preset;
}

/** AWS: closures within 30 days are limited to 20 % of the members, at least 250 and at most 1,000. */
export function closuresPer30Days(members: number): number {
  return Math.min(1000, Math.max(250, Math.floor(members * 0.2)));
}

/** AWS: invitations within 24 hours are limited to the account quota, at least 20. */
export function invitationsPerDay(): number {
  return Math.max(20, inForce.Accounts);
}
