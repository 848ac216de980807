import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { POLICY_TYPES as DECLARATIVE, type DeclarativePolicyType, readDeclarativePolicy } from '@gatehouse/policy/organization';
import type { PolicyKind } from '@gatehouse/policy/parse';
import { malformedPolicyMessage, parsePolicy } from '@gatehouse/policy/parse';
import { AwsError } from '../../core/errors';
import { type QuotaName, quotas } from '../../core/quotas';
import { constraintViolation, organizationsError } from '../errors';
import type { OrganizationFacts } from '../organizations-operation';
import { type AuthorizationType, isDeclarative, type PolicyType } from '../shapes';

/** The rules of a policy type that decides access: its kind for the engine, and its quotas. */
type AuthorizationRules = { kind: PolicyKind; count: QuotaName; size: QuotaName; perTarget: QuotaName };

const RULES: Readonly<Record<AuthorizationType, AuthorizationRules>> = {
  SERVICE_CONTROL_POLICY: {
    kind: 'scp',
    count: 'ServiceControlPoliciesPerOrganization',
    size: 'ServiceControlPolicySize',
    perTarget: 'ServiceControlPoliciesPerTarget',
  },
  RESOURCE_CONTROL_POLICY: {
    kind: 'rcp',
    count: 'ResourceControlPoliciesPerOrganization',
    size: 'ResourceControlPolicySize',
    perTarget: 'ResourceControlPoliciesPerTarget',
  },
};

/** Returns the rules of a policy type that decides access. @throws Error for other types */
export function rulesOf(type: string): AuthorizationRules {
  const rules = Object.entries(RULES).find(([name]) => name === type)?.[1];
  if (!rules) throw new Error(`There are no rules of the policy type ${type}.`);
  return rules;
}

type Limit = keyof (typeof DECLARATIVE)[DeclarativePolicyType]['quotas'];

/**
 * Refuses an amount that exceeds a quota of a policy type. The quotas of declarative types are fixed.
 * @throws AwsError ConstraintViolation
 */
export function requireWithin(type: PolicyType, limit: Limit, amount: number): void {
  const quota = isDeclarative(type) ? DECLARATIVE[type].quotas[limit] : RULES[type][QUOTAS[limit].name];
  const most = typeof quota === 'number' ? quota : quotas()[quota];
  if (amount > most) throw constraintViolation(QUOTAS[limit].reason, quota);
}

const QUOTAS = {
  policies: { name: 'count', reason: 'POLICY_NUMBER_LIMIT_EXCEEDED' },
  characters: { name: 'size', reason: 'POLICY_CONTENT_LIMIT_EXCEEDED' },
  attachments: { name: 'perTarget', reason: 'MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED' },
} as const;

/**
 * Refuses policies of every type in an organization without all features.
 * @throws AwsError PolicyTypeNotAvailableForOrganization
 */
export function requireAvailableTypes(organization: Pick<OrganizationFacts, 'featureSet'>): void {
  if (organization.featureSet !== 'ALL') throw organizationsError('PolicyTypeNotAvailableForOrganizationException');
}

/**
 * Refuses an invalid document.
 * @throws AwsError ConstraintViolation if it is too long, white space included; MalformedPolicyDocument if the syntax refuses it
 */
export function requireContent(type: PolicyType, content: string): void {
  requireWithin(type, 'characters', [...content].length);
  const message = isDeclarative(type) ? declarativeFault(type, content) : authorizationFault(type, content);
  if (message !== null) throw new AwsError('MalformedPolicyDocumentException', message, {}, { member: 'Content' });
}

function authorizationFault(type: AuthorizationType, content: string): string | null {
  const { kind } = RULES[type];
  const parsed = parsePolicy(content, kind, { rcpServices: new Set(loadCatalog().rcpSupportedServices) });
  return parsed.ok ? null : malformedPolicyMessage(parsed.issues, kind);
}

/** AWS's whole message about a declarative policy. Source: measured. */
const UNFIT = 'The provided policy document does not meet the requirements of the specified policy type.';

/** Returns AWS's sentence, which names no fault, and the first fault with its line. */
function declarativeFault(type: DeclarativePolicyType, content: string): string | null {
  const read = readDeclarativePolicy(type, content, { maxCharacters: content.length });
  if (read.ok) return null;
  const [issue] = read.issues;
  return issue ? `${UNFIT} Line ${issue.span.start.line}: ${issue.message}` : UNFIT;
}

/** Returns the condition key with the policy type of a call. */
export function policyTypeContext(type: PolicyType) {
  return { 'organizations:PolicyType': type };
}
