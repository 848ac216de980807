import { z } from 'zod';
import { Arn } from '../../core/shapes';

export const ComparePrincipalsInput = z.object({
  /** The ARNs of users, roles or root users. */
  Left: Arn,
  Right: Arn,
});

export const CompareServiceInput = ComparePrincipalsInput.extend({ Service: z.string().min(1).max(64) });
