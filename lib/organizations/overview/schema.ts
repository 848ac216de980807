import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { ParentId, POLICY_TYPES, PolicyId, PolicyTargetId, PolicyType } from '../shapes';

const Types = z.array(PolicyType).max(POLICY_TYPES.length).optional();

export const GetAccountQuotaInput = z.object({});
export const GetOrganizationNodeInput = z.object({
  /** The default is the root. */
  NodeId: PolicyTargetId.optional(),
});
export const GetTreeBranchInput = z.object({
  /** The default is the root. */
  ParentId: ParentId.optional(),
  /** True to leave out accounts, for choosing a destination. */
  UnitsOnly: z.boolean().optional(),
  Page: ListInput.shape.Page,
});
export const ListChildOverviewsInput = ListInput.extend({ ParentId });
export const ListTargetOverviewsInput = ListInput.extend({ PolicyId });
export const ListPolicyOverviewsInput = ListInput.extend({
  /** The default is SCPs and RCPs. */
  Types,
  NotOn: PolicyTargetId.optional(),
});
export const ListPoliciesOfTargetsInput = z.object({ TargetIds: z.array(PolicyTargetId).max(200), Types });
export const ListIntegratedServicesInput = z.object({});
export const GetPolicyTypeFactsInput = z.object({ Types });
export const NoInput = z.object({});
