import { z } from 'zod';
import { IdentityStoreId, ResourceId } from '../shapes';

const Named = { IdentityStoreId, UserId: ResourceId };

export const DisableUserInput = z.object(Named);
export const EnableUserInput = z.object(Named);
/** `OTP`: a password that the person must change. `EMAIL`: a link by which the person sets one. */
export const UpdatePasswordInput = z.object({ ...Named, PasswordMode: z.enum(['OTP', 'EMAIL']) });
