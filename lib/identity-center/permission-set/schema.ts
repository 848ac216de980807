import { parseArn } from '@gatehouse/policy/arn';
import { z } from 'zod';
import { text } from '../../core/shapes';
import { InstanceArn, Paging, PermissionSetArn, Tags } from '../shapes';

// Patterns and lengths: the service model of sso-admin, as listed in the API reference of each operation.

/** A permission set of an instance: the members of most operations. */
const Named = { InstanceArn, PermissionSetArn };

/** The description, the session duration and the page that a session begins with. */
const Settings = {
  Description: text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*', min: 1, max: 700 }).optional(),
  SessionDuration: text({
    pattern: '(-?)P(?=\\d|T\\d)(?:(\\d+)Y)?(?:(\\d+)M)?(?:(\\d+)([DW]))?(?:T(?:(\\d+)H)?(?:(\\d+)M)?(?:(\\d+(?:\\.\\d+)?)S)?)?',
    min: 1,
    max: 100,
  }).optional(),
  RelayState: text({ pattern: '[a-zA-Z0-9&$@#\\\\/%?=~\\-_\'"|!:,.;*+\\[\\] (){}]+', min: 1, max: 240 }).optional(),
};
export const PermissionSetName = text({ pattern: '[\\w+=,.@-]+', min: 1, max: 32 });

export const CreatePermissionSetInput = z.object({
  InstanceArn,
  Name: PermissionSetName,
  ...Settings,
  Tags: Tags.optional(),
});
export const DescribePermissionSetInput = z.object(Named);
export const UpdatePermissionSetInput = z.object({ ...Named, ...Settings });
export const DeletePermissionSetInput = z.object(Named);
export const ListPermissionSetsInput = z.object({ InstanceArn, ...Paging });

const ManagedPolicyArn = text({
  pattern: 'arn:(aws|aws-us-gov|aws-cn|aws-iso|aws-iso-b):iam::aws:policy((/[A-Za-z0-9\\.,\\+@=_-]+)*)/([A-Za-z0-9\\.,\\+=@_-]+)',
  min: 20,
  max: 2048,
});
export const PolicyReferenceName = text({ pattern: '[\\w+=,.@-]+', min: 1, max: 128 });
export const PolicyReferencePath = text({ pattern: '((/[A-Za-z0-9\\.,\\+@=_-]+)*)/', min: 1, max: 512 });
const CustomerManagedPolicyReference = z.object({ Name: PolicyReferenceName, Path: PolicyReferencePath.optional() });

export const ManagedPolicyInput = z.object({ ...Named, ManagedPolicyArn });
export const CustomerPolicyInput = z.object({ ...Named, CustomerManagedPolicyReference });
export const ListPoliciesInput = z.object({ ...Named, ...Paging });

const InlinePolicy = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 32_768 });
export const PutInlinePolicyInput = z.object({ ...Named, InlinePolicy });
export const InlinePolicyInput = z.object(Named);

export const PermissionsBoundary = z.object({
  CustomerManagedPolicyReference: CustomerManagedPolicyReference.optional(),
  ManagedPolicyArn: ManagedPolicyArn.optional(),
});
export const PutPermissionsBoundaryInput = z.object({ ...Named, PermissionsBoundary });
export const PermissionsBoundaryInput = z.object(Named);

export const PermissionSetId = text({ pattern: 'ps-[a-zA-Z0-9-./]{16}' });

/** The most policies of one kind in a draft, which is more than any quota allows. */
const MOST_POLICIES = 50;

/** Parts of a permission set that are not saved yet. */
export const DefinitionDraft = z.object({
  ManagedPolicies: z.array(ManagedPolicyArn).max(MOST_POLICIES).optional(),
  CustomerPolicies: z.array(CustomerManagedPolicyReference).max(MOST_POLICIES).optional(),
  /** Null: the policy or the boundary is removed. */
  InlinePolicy: InlinePolicy.nullable().optional(),
  Boundary: PermissionsBoundary.nullable().optional(),
});

/** Returns the name and path in the ARN of a customer managed policy. */
export function referenceOf(arn: string): { Name: string; Path: string } {
  const path = parseArn(arn)?.resource.slice('policy'.length) ?? '';
  const at = path.lastIndexOf('/') + 1;
  return { Name: path.slice(at), Path: path.slice(0, at) };
}
