import { z } from 'zod';
import { ExistingUserName, Password } from '../shapes';

// As in AWS, the default is the caller.
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
export const ListUserConsoleSessionsInput = z.object({ UserName: ExistingUserName });
/** The default is all sessions. */
export const EndUserConsoleSessionsInput = z.object({
  UserName: ExistingUserName,
  SessionId: z.string().min(1).max(128).optional(),
});
export const ChangePasswordInput = z.object({ OldPassword: Password, NewPassword: Password });
