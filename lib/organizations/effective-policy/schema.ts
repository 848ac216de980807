import { DECLARATIVE_POLICY_TYPES } from '@gatehouse/policy/organization';
import { z } from 'zod';
import { Paging, PolicyContent, PolicyId, PolicyTargetId, PolicyType } from '../shapes';

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
