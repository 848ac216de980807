import { z } from 'zod';
import { Arn } from '../../core/shapes';

/** The longest window in days, the same as AWS's event history. */
export const MOST_DAYS = 90;

export const GeneratePolicyInput = z.object({
  /** The ARN of a user or role of the account. */
  PrincipalArn: Arn,
  /** Default: `Days` before the end. */
  StartTime: z.iso.datetime().optional(),
  Days: z.number().int().min(1).max(MOST_DAYS).default(MOST_DAYS),
  /** Default: now. */
  EndTime: z.iso.datetime().optional(),
  /** Keeps every resource as it was used, without merging. */
  Strict: z.boolean().optional(),
  /** Writes a wildcard for all actions with a common beginning. */
  Compact: z.boolean().optional(),
});
