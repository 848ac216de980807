import { z } from 'zod';
import { ExistingUserName, Password } from '../shapes';

// AWS: without a name, these are about the caller.
const UserName = ExistingUserName.optional();

export const CreateLoginProfileInput = z.object({
  UserName,
  Password: Password.optional(),
  PasswordResetRequired: z.boolean().optional(),
});
export const GetLoginProfileInput = z.object({ UserName });
export const UpdateLoginProfileInput = z.object({
  UserName: ExistingUserName,
  Password: Password.optional(),
  PasswordResetRequired: z.boolean().optional(),
});
export const DeleteLoginProfileInput = z.object({ UserName });
export const ChangePasswordInput = z.object({ OldPassword: Password, NewPassword: Password });
