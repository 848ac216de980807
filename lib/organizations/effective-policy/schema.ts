import { z } from 'zod';
import { Paging, PolicyTargetId, PolicyType } from '../shapes';

export const DescribeEffectivePolicyInput = z.object({
  PolicyType,
  /** The default is the caller's account. */
  TargetId: PolicyTargetId.optional(),
});
export const ListEffectivePolicyValidationErrorsInput = z.object({ AccountId: PolicyTargetId, PolicyType, ...Paging });
export const ListAccountsWithInvalidEffectivePolicyInput = z.object({ PolicyType, ...Paging });
