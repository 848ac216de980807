import { z } from 'zod';
import { ActionName, ResourceName } from '../schema';

/** What is tried: an action, on what, in which circumstances. */
export const TriedCall = z.object({
  Action: ActionName,
  Resource: ResourceName,
  /** Who owns the resource, where its ARN does not say and it is not kept here. */
  ResourceAccount: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** The policy on the resource, as JSON, where another is to be tried than the one that it has here, on one whose account the caller reads. */
  ResourcePolicy: z.string().max(32_768).optional(),
  /** Condition keys of the request. Those of the caller, its session, its organization and the owner are as they are. */
  Context: z
    .array(z.object({ Key: z.string().min(1).max(256), Values: z.array(z.string().max(2048)).min(1).max(50) }))
    .max(100)
    .optional(),
});
export type TriedCall = z.output<typeof TriedCall>;
