import type {
  DeclarativePolicyType,
  EffectiveObject,
  EffectivePolicy,
  TagViolation,
  ValueSource,
} from '@gatehouse/policy/organization';

/** The declarative policy that sets a value, and the root, OU or account at which it is attached, with their names. */
export type SettingOrigin = {
  policyType: DeclarativePolicyType;
  policyId: string;
  policyName: string;
  nodeId: string;
  nodeName: string;
};

/** The refusal of a call by the effective declarative policy of an account, which is no decision about permissions. */
export type PolicyRefusal = {
  /** The account whose effective policy refused the call. */
  accountId: string;
  policyType: DeclarativePolicyType;
  /** Null where an older document is in force, because the effective policy is invalid. */
  origin: SettingOrigin | null;
  /** The tag that a tag policy refused. */
  tag?: { resourceType: string; violation: TagViolation };
};

/** The document that is in force for an account, and the settings of the effective policy, of which there are none while that is invalid. */
export type InForce = { document: EffectiveObject; settings: EffectivePolicy['settings'] };

/** The policies in force of the accounts of an organization, with their names. */
export type PoliciesInForce = {
  /** Resolves the effective policy of an account by its chain: the ids of the root, the OUs and the account. */
  resolve: (chain: readonly string[]) => Promise<InForce>;
  nameOf: (policyId: string) => string;
};

/** The effective policy that is in force for an account. */
export type PolicyInForce = InForce & {
  /** Returns a source with its names. */
  named: (source: ValueSource | null) => SettingOrigin | null;
  /** Returns the origin of the setting at a path. Null for a setting without a value, and for a default of the type. */
  originOf: (path: readonly string[]) => SettingOrigin | null;
};
