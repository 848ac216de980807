import { DECLARATIVE_POLICY_TYPES } from '@gatehouse/policy/organization';
import { z } from 'zod';
import { MOST_MOVED } from '../account/limits';
import { ChildId, Paging, ParentId, PolicyContent, PolicyId, PolicyTargetId, PolicyType } from '../shapes';

export const DescribeEffectivePolicyInput = z.object({
  PolicyType,
  /** The default is the caller's account. */
  TargetId: PolicyTargetId.optional(),
});
export const ListEffectivePolicyValidationErrorsInput = z.object({ AccountId: PolicyTargetId, PolicyType, ...Paging });
export const ListAccountsWithInvalidEffectivePolicyInput = z.object({ PolicyType, ...Paging });

const DeclarativePolicyType = z.enum(DECLARATIVE_POLICY_TYPES);

/** A change of one policy that is not made: another text wherever it is attached, or another place at a node. */
const PolicyDraft = z.object({
  /** Absent for a new policy. */
  PolicyId: PolicyId.optional(),
  /** The default is the present text. */
  Content: PolicyContent.optional(),
  /** The node at which the policy is attached, moved or detached. */
  TargetId: PolicyTargetId.optional(),
  /** The place among the node's policies, from 0, or null to detach the policy. The default is the last one. */
  Position: z.number().int().min(0).max(100).nullable().optional(),
});
export type PolicyDraft = z.output<typeof PolicyDraft>;

export const GetNodeEffectivePolicyInput = z.object({
  NodeId: PolicyTargetId,
  PolicyType: DeclarativePolicyType,
  Draft: PolicyDraft.optional(),
});
export const ListAccountsSharingEffectivePolicyInput = z.object({
  NodeId: PolicyTargetId,
  PolicyType: DeclarativePolicyType,
});

const Content = z.string().max(131_072);
/** A change to declarative policies that is not made yet. */
export const DeclarativeChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attach'), policyId: PolicyId, targetId: PolicyTargetId }),
  z.object({ kind: z.literal('detach'), policyId: PolicyId, targetId: PolicyTargetId }),
  z.object({ kind: z.literal('update'), policyId: PolicyId, content: Content }),
  /** Creates a policy and attaches it. */
  z.object({ kind: z.literal('create'), type: DeclarativePolicyType, targetId: PolicyTargetId, content: Content }),
  z.object({ kind: z.literal('move'), accountIds: z.array(ChildId).min(1).max(MOST_MOVED), destinationId: ParentId }),
  z.object({ kind: z.literal('disable'), type: DeclarativePolicyType }),
]);
export type DeclarativeChange = z.output<typeof DeclarativeChange>;

export const PreviewDeclarativeChangeInput = z.object({ Change: DeclarativeChange });
