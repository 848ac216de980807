import { z } from 'zod';
import { ListInput } from '../../core/list/schema';
import { ParentId, PolicyId, PolicyTargetId } from '../shapes';

/** The types whose policies decide about calls. */
export const AUTHORIZATION_TYPES = ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const;

export const GetAccountQuotaInput = z.object({});
export const GetOrganizationNodeInput = z.object({
  /** Default: the root. */
  NodeId: PolicyTargetId.optional(),
});
export const GetTreeBranchInput = z.object({
  /** Default: the root. */
  ParentId: ParentId.optional(),
  /** Without accounts: what can be chosen to move something into. */
  UnitsOnly: z.boolean().optional(),
  Page: ListInput.shape.Page,
});
export const ListChildOverviewsInput = ListInput.extend({ ParentId });
export const ListTargetOverviewsInput = ListInput.extend({ PolicyId });
export const ListPolicyOverviewsInput = ListInput.extend({
  /** Default: both. */
  Types: z.array(z.enum(AUTHORIZATION_TYPES)).max(2).optional(),
  NotOn: PolicyTargetId.optional(),
});
export const ListPoliciesOfTargetsInput = z.object({ TargetIds: z.array(PolicyTargetId).max(200) });
export const ListIntegratedServicesInput = z.object({});
export const GetPolicyTypeFactsInput = z.object({});
