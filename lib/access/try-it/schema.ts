import { z } from 'zod';
import { ActionName, ResourceName } from '../schema';

/** The call to try: an action, its resource and circumstances. */
export const TriedCall = z.object({
  Action: ActionName,
  Resource: ResourceName,
  /** The owner of the resource, if its ARN does not say and it is not stored here. */
  ResourceAccount: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** A resource policy as JSON to try in place of the stored one. The caller must be able to read the resource's account. */
  ResourcePolicy: z.string().max(32_768).optional(),
  /** Condition keys of the request. Keys of the caller, session, organization and owner cannot be set. */
  Context: z
    .array(z.object({ Key: z.string().min(1).max(256), Values: z.array(z.string().max(2048)).min(1).max(50) }))
    .max(100)
    .optional(),
});
export type TriedCall = z.output<typeof TriedCall>;
