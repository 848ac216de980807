import { z } from 'zod';
import { Arn } from '../../core/shapes';

/** A snapshot by its name; without one it is now. */
const Moment = z.string().min(1).max(64).optional();

const moments = { From: Moment, To: Moment };

export const ListAccessChangesInput = z.object({
  ...moments,
  /** Of one account of the organization. */
  AccountId: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** From 1. */
  Page: z.int().min(1).max(10_000).optional(),
});
export type ListAccessChangesInput = z.output<typeof ListAccessChangesInput>;

export const GetAccessChangeInput = z.object({ ...moments, PrincipalArn: Arn, Service: z.string().min(1).max(64).optional() });
