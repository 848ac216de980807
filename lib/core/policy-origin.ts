import type { DeclarativePolicyType, EffectiveObject } from '@gatehouse/policy/organization';

/** The declarative policy that sets a value, and the root, OU or account at which it is attached. */
export type PolicyOrigin = { policyType: DeclarativePolicyType; policyId: string; nodeId: string };

/** The effective policy that is in force for an account. */
export type PolicyInForce = {
  document: EffectiveObject;
  /**
   * Returns the origin of the setting at a path. Null for a setting without a value, for a default of the type, and for all settings
   * while an older document is in force because the effective policy is invalid.
   */
  originOf: (path: readonly string[]) => PolicyOrigin | null;
};

/** Returns the effective policy in force of an account by its chain: the ids of the root, the OUs and the account. */
export type PoliciesInForce = (chain: readonly string[]) => Promise<PolicyInForce>;
