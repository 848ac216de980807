import { z } from 'zod';

export const GetAccountPasswordPolicyInput = z.object({});
export const DeleteAccountPasswordPolicyInput = z.object({});
export const UpdateAccountPasswordPolicyInput = z.object({
  MinimumPasswordLength: z.number().int().min(6).max(128).optional(),
  RequireSymbols: z.boolean().optional(),
  RequireNumbers: z.boolean().optional(),
  RequireUppercaseCharacters: z.boolean().optional(),
  RequireLowercaseCharacters: z.boolean().optional(),
  AllowUsersToChangePassword: z.boolean().optional(),
  /** The maximum age in days. The console's form sends 0 for passwords that never expire. */
  MaxPasswordAge: z.number().int().min(0).max(1095).optional(),
  PasswordReusePrevention: z.number().int().min(0).max(24).optional(),
  HardExpiry: z.boolean().optional(),
});
