import { z } from 'zod';
import { Arn } from '../../core/shapes';
import { Reach } from '../schema';

export const ListReachedResourcesInput = z.object({
  /** A user, a role or the root user. */
  PrincipalArn: Arn,
  /** `account`: what the principal's own account owns; `organization`, for its management account: what any of its accounts owns. */
  Reach,
});

export const GetResourceGrantsInput = z.object({
  /** The ARN of a resource that is kept. */
  Resource: z.string().min(1).max(2048),
});
