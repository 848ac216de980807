import { z } from 'zod';
import { TagList } from '../../core/shapes';
import { Paging, PolicyContent, PolicyDescription, PolicyId, PolicyName, PolicyType } from '../shapes';

export const CreatePolicyInput = z.object({
  Content: PolicyContent,
  Description: PolicyDescription,
  Name: PolicyName,
  Type: PolicyType,
  Tags: TagList.optional(),
});
/** Omitted members stay unchanged. */
export const UpdatePolicyInput = z.object({
  PolicyId,
  Name: PolicyName.optional(),
  Description: PolicyDescription.optional(),
  Content: PolicyContent.optional(),
});
export const DeletePolicyInput = z.object({ PolicyId });
export const DescribePolicyInput = z.object({ PolicyId });
export const ListPolicyVersionsInput = z.object({ PolicyId });
export const GetPolicyVersionTextInput = z.object({ PolicyId, VersionNumber: z.number().int().min(1).max(2_147_483_647) });
export const ListPoliciesInput = z.object({ Filter: PolicyType, ...Paging });
