import { loadCatalog } from '../../catalog/load-catalog';
import { AwsError } from '../../core/errors';
import { type QuotaName, quotas } from '../../core/quotas';
import type { PolicyKind } from '../../engine';
import { malformedPolicyMessage, parsePolicy } from '../../engine';
import { constraintViolation, organizationsError } from '../errors';
import type { OrganizationFacts } from '../organizations-operation';
import type { PolicyType } from '../shapes';

/** What a policy type needs: how the engine reads it, and which quotas hold. */
export type PolicyTypeRules = {
  kind: PolicyKind;
  count: QuotaName;
  size: QuotaName;
  perTarget: QuotaName;
  /** The last policy of a node cannot be detached. */
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

/**
 * The rules of a type.
 * @throws AwsError PolicyTypeNotAvailableForOrganization while the organization has only consolidated billing; UnknownOperation, as for
 *   operations that are not built, for types that nothing here would put into effect
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
 * @throws AwsError ConstraintViolation for a document that is too long, white space counted; MalformedPolicyDocument for one
 * that the type's grammar refuses
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

/** The condition key that says of which policy type a call is. */
export function policyTypeContext(type: PolicyType) {
  return { 'organizations:PolicyType': type };
}
