import { z } from 'zod';
import { Arn } from '../../core/shapes';

export const ComparePrincipalsInput = z.object({
  /** The ARNs of users, roles or root users. */
  Left: Arn,
  Right: Arn,
  /** Includes the policies on resources of each principal's account, and RCPs. */
  Resources: z.boolean().optional(),
});

export const CompareServiceInput = ComparePrincipalsInput.extend({ Service: z.string().min(1).max(64) });
