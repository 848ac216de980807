import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { TagList } from '../../core/shapes';
import {
  Paging,
  PathPrefix,
  PolicyArn,
  PolicyDescription,
  PolicyDocument,
  PolicyName,
  PolicyPath,
  PolicyVersionId,
} from '../shapes';

export const PolicyUsageFilter = z.enum(['PermissionsPolicy', 'PermissionsBoundary']);
// AWS's answer to the two policy types in this list, to which nothing is attached, is not known. Here it is empty.
export const EntityFilter = z.enum(['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy']);

export const CreatePolicyInput = z.object({
  PolicyName,
  Path: PolicyPath.optional(),
  PolicyDocument,
  Description: PolicyDescription.optional(),
  Tags: TagList.optional(),
});
export const GetPolicyInput = z.object({ PolicyArn });
export const ListPoliciesInput = z.object({
  Scope: z.enum(['All', 'AWS', 'Local']).optional(),
  OnlyAttached: z.boolean().optional(),
  PathPrefix: PathPrefix.optional(),
  PolicyUsageFilter: PolicyUsageFilter.optional(),
  ...Paging,
});
export const DeletePolicyInput = z.object({ PolicyArn });
export const CreatePolicyVersionInput = z.object({ PolicyArn, PolicyDocument, SetAsDefault: z.boolean().optional() });
export const GetPolicyVersionInput = z.object({ PolicyArn, VersionId: PolicyVersionId });
export const ListPolicyVersionsInput = z.object({ PolicyArn, ...Paging });
export const SetDefaultPolicyVersionInput = z.object({ PolicyArn, VersionId: PolicyVersionId });
export const DeletePolicyVersionInput = z.object({ PolicyArn, VersionId: PolicyVersionId });
export const ListEntitiesForPolicyInput = z.object({
  PolicyArn,
  EntityFilter: EntityFilter.optional(),
  PathPrefix: PathPrefix.optional(),
  PolicyUsageFilter: PolicyUsageFilter.optional(),
  ...Paging,
});
export const ListManagedPolicyOverviewsInput = ListInput.extend({ Attachable: z.boolean().optional() });
