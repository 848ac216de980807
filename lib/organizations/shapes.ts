import type { PolicyType as SdkPolicyType } from '@aws-sdk/client-organizations';
import { DECLARATIVE_POLICY_TYPES, type DeclarativePolicyType } from '@gatehouse/policy/organization';
import { z } from 'zod';
import { text } from '../core/shapes';

// Patterns and lengths: Organizations service model, as listed in the API reference of each operation.
const ACCOUNT = '\\d{12}';
const ROOT = 'r-[0-9a-z]{4,32}';
const UNIT = 'ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}';
const POLICY = 'p-[0-9a-zA-Z_]{8,128}';

export const AccountId = text({ pattern: ACCOUNT, max: 12 });
export const RootId = text({ pattern: ROOT, max: 34 });
export const OrganizationalUnitId = text({ pattern: UNIT, max: 68 });
export const ParentId = text({ pattern: `(${ROOT})|(${UNIT})`, max: 100 });
export const ChildId = text({ pattern: `(${ACCOUNT})|(${UNIT})`, max: 100 });
export const PolicyId = text({ pattern: POLICY, max: 130 });
export const PolicyTargetId = text({ pattern: `(${ROOT})|(${ACCOUNT})|(${UNIT})`, max: 100 });
export const TaggableResourceId = text({
  pattern: `(${ROOT})|(${ACCOUNT})|(${UNIT})|(${POLICY})|(rp-[0-9a-zA-Z_]{4,128})|(rt-[0-9a-zA-Z_]{8,32})`,
  max: 130,
});
export const CreateAccountRequestId = text({ pattern: 'car-[a-z0-9]{8,32}', max: 36 });
export const ResponsibilityTransferId = text({ pattern: 'rt-[0-9a-z]{8,32}', max: 35 });
export const ResponsibilityTransferName = text({ pattern: '[ -~]+', min: 1, max: 128 });
export const ResponsibilityTransferType = z.enum(['BILLING']);
export const HandshakeId = text({ pattern: 'h-[0-9a-z]{8,32}', max: 34 });

export const Email = text({ pattern: '[^\\s@]+@[^\\s@]+\\.[^\\s@]+', min: 6, max: 64 });
export const CreateAccountName = text({ pattern: '[\\u0020-\\u007E]+', min: 1, max: 50 });
export const RoleName = text({ pattern: '[\\w+=,.@-]{1,64}', max: 64 });
export const OrganizationalUnitName = text({ min: 1, max: 128 });
export const PolicyName = text({ min: 1, max: 128 });
export const PolicyDescription = text({ max: 512 });
export const PolicyContent = text({ min: 1 });
export const ServicePrincipal = text({ pattern: '[\\w+=,.@-]*', min: 1, max: 128 });

export const POLICY_TYPES = [
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
  ...DECLARATIVE_POLICY_TYPES,
] as const satisfies readonly SdkPolicyType[];
export const PolicyType = z.enum(POLICY_TYPES);
export type PolicyType = z.output<typeof PolicyType>;

/** The policy types that decide access. */
export const AUTHORIZATION_TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const satisfies readonly PolicyType[];
export type AuthorizationType = (typeof AUTHORIZATION_TYPES)[number];

export function isDeclarative(type: PolicyType): type is DeclarativePolicyType {
  return DECLARATIVE_POLICY_TYPES.some((each) => each === type);
}

export const MaxResults = z.number().int().min(1).max(20);
export const NextToken = text({ max: 100_000 });
/** The members of every paginated list. */
export const Paging = { NextToken: NextToken.optional(), MaxResults: MaxResults.optional() };
