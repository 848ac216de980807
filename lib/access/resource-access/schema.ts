import { z } from 'zod';
import { Arn } from '../../core/shapes';
import { Reach } from '../schema';

export const ListReachedResourcesInput = z.object({
  /** The ARN of a user, role or root user. */
  PrincipalArn: Arn,
  /**
   * `account` covers the resources of the principal's own account. `organization` is for its management account and covers the resources of
   * all accounts.
   */
  Reach,
});

export const GetResourceGrantsInput = z.object({
  /** The ARN of a stored resource. */
  Resource: z.string().min(1).max(2048),
});
