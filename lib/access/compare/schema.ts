import { z } from 'zod';
import { Arn } from '../../core/shapes';

export const ComparePrincipalsInput = z.object({
  /** Users, roles, or root users. */
  Left: Arn,
  Right: Arn,
});

export const CompareServiceInput = ComparePrincipalsInput.extend({ Service: z.string().min(1).max(64) });
