import { z } from 'zod';
import { Paging, PolicyId, PolicyTargetId, PolicyType } from '../shapes';

export const AttachPolicyInput = z.object({ PolicyId, TargetId: PolicyTargetId });
export const DetachPolicyInput = z.object({ PolicyId, TargetId: PolicyTargetId });
export const ListPoliciesForTargetInput = z.object({ TargetId: PolicyTargetId, Filter: PolicyType, ...Paging });
export const ListTargetsForPolicyInput = z.object({ PolicyId, ...Paging });
