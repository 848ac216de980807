import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { PolicyKind } from '@gatehouse/policy/parse';
import { malformedPolicyMessage, parsePolicy } from '@gatehouse/policy/parse';
import { AwsError } from '../../core/errors';
import { type QuotaName, quotas } from '../../core/quotas';
import { constraintViolation, organizationsError } from '../errors';
import type { OrganizationFacts } from '../organizations-operation';
import type { PolicyType } from '../shapes';

/** The rules of a policy type: its kind for the engine, and its quotas. */
export type PolicyTypeRules = {
  kind: PolicyKind;
  count: QuotaName;
  size: QuotaName;
  perTarget: QuotaName;
  /** True if the last policy of a node can't be detached. */
  lastOneStays: boolean;
};

const RULES: Partial<Record<PolicyType, PolicyTypeRules>> = {
  SERVICE_CONTROL_POLICY: {
    kind: 'scp',
    count: 'ServiceControlPoliciesPerOrganization',
    size: 'ServiceControlPolicySize',
    perTarget: 'ServiceControlPoliciesPerTarget',
    lastOneStays: true,
  },
  RESOURCE_CONTROL_POLICY: {
    kind: 'rcp',
    count: 'ResourceControlPoliciesPerOrganization',
    size: 'ResourceControlPolicySize',
    perTarget: 'ResourceControlPoliciesPerTarget',
    lastOneStays: true,
  },
};

/** Returns the rules of a policy type of an organization that uses it. @throws Error for types that Gatehouse does not support */
export function rulesOf(type: string): PolicyTypeRules {
  const rules = Object.entries(RULES).find(([name]) => name === type)?.[1];
  if (!rules) throw new Error(`There are no rules of the policy type ${type}.`);
  return rules;
}

/**
 * Returns the rules of a type.
 * @throws AwsError PolicyTypeNotAvailableForOrganization without all features; UnknownOperation for types that Gatehouse does not
 * support
 */
export function requireAvailableType(organization: Pick<OrganizationFacts, 'featureSet'>, type: PolicyType): PolicyTypeRules {
  if (organization.featureSet !== 'ALL') throw organizationsError('PolicyTypeNotAvailableForOrganizationException');
  const rules = RULES[type];
  if (!rules) {
    throw new AwsError(
      'UnknownOperationException',
      `AWS has the policy type ${type}, but this installation does not implement it.`,
    );
  }
  return rules;
}

/**
 * Refuses an invalid document.
 * @throws AwsError ConstraintViolation if it is too long, white space included; MalformedPolicyDocument if the grammar refuses it
 */
export function requireContent(rules: PolicyTypeRules, content: string): void {
  if ([...content].length > quotas()[rules.size]) throw constraintViolation('POLICY_CONTENT_LIMIT_EXCEEDED', rules.size);
  const rcpServices = new Set(loadCatalog().rcpSupportedServices);
  const parsed = parsePolicy(content, rules.kind, { rcpServices });
  if (!parsed.ok)
    throw new AwsError(
      'MalformedPolicyDocumentException',
      malformedPolicyMessage(parsed.issues, rules.kind),
      {},
      { member: 'Content' },
    );
}

/** Returns the condition key with the policy type of a call. */
export function policyTypeContext(type: PolicyType) {
  return { 'organizations:PolicyType': type };
}
