import { z } from 'zod';
import { Arn } from '../../core/shapes';

/** The longest window, as that of AWS's event history. */
export const MOST_DAYS = 90;

export const GeneratePolicyInput = z.object({
  /** A user or role of the account. */
  PrincipalArn: Arn,
  /** Default: as many days before the end as `Days` says. */
  StartTime: z.iso.datetime().optional(),
  Days: z.number().int().min(1).max(MOST_DAYS).default(MOST_DAYS),
  /** Default: now. */
  EndTime: z.iso.datetime().optional(),
  /** Every resource as it was used, nothing merged. */
  Strict: z.boolean().optional(),
  /** A star in place of all actions that a service has under a beginning. */
  Compact: z.boolean().optional(),
});
