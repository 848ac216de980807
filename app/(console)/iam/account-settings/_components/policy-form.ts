import type { PasswordPolicy } from '@aws-sdk/client-iam';
import type { z } from 'zod';
import { UpdateAccountPasswordPolicyInput } from '@/lib/iam/password-policy/schema';

/** The form of a password policy. Numbers are as typed. */
export type PolicyForm = {
  length: string;
  uppercase: boolean;
  lowercase: boolean;
  numbers: boolean;
  symbols: boolean;
  expires: boolean;
  days: string;
  hardExpiry: boolean;
  preventsReuse: boolean;
  earlier: string;
  allowChange: boolean;
};

/** AWS's initial form for an account with the default policy. */
const FIRST_POLICY: PasswordPolicy = { MinimumPasswordLength: 8, AllowUsersToChangePassword: true };

/**
 * Returns the form of a policy.
 * @param policy the account's own, or null for the default policy
 */
export function toPolicyForm(policy: PasswordPolicy | null): PolicyForm {
  const from = policy ?? FIRST_POLICY;
  return {
    length: String(from.MinimumPasswordLength ?? 6),
    uppercase: from.RequireUppercaseCharacters ?? false,
    lowercase: from.RequireLowercaseCharacters ?? false,
    numbers: from.RequireNumbers ?? false,
    symbols: from.RequireSymbols ?? false,
    expires: Boolean(from.MaxPasswordAge),
    days: String(from.MaxPasswordAge || 90),
    hardExpiry: from.HardExpiry ?? false,
    preventsReuse: Boolean(from.PasswordReusePrevention),
    earlier: String(from.PasswordReusePrevention || 5),
    allowChange: from.AllowUsersToChangePassword ?? false,
  };
}

/** Returns the input of the call. Rules that are off are left out, because a call replaces the whole policy. */
export function toPolicyInput(form: PolicyForm): z.infer<typeof UpdateAccountPasswordPolicyInput> {
  return {
    MinimumPasswordLength: Number(form.length),
    RequireUppercaseCharacters: form.uppercase,
    RequireLowercaseCharacters: form.lowercase,
    RequireNumbers: form.numbers,
    RequireSymbols: form.symbols,
    AllowUsersToChangePassword: form.allowChange,
    MaxPasswordAge: form.expires ? Number(form.days) : undefined,
    HardExpiry: form.expires && form.hardExpiry,
    PasswordReusePrevention: form.preventsReuse ? Number(form.earlier) : undefined,
  };
}

const { MinimumPasswordLength, MaxPasswordAge, PasswordReusePrevention } = UpdateAccountPasswordPolicyInput.shape;

/** Returns the problem of a typed number. The limits are those of the call, with 1 where 0 would turn off the rule. */
export const POLICY_PROBLEMS = {
  length: numberProblem(MinimumPasswordLength.unwrap(), 'Enter a number from 6 to 128.'),
  days: numberProblem(MaxPasswordAge.unwrap().min(1), 'Enter a number of days from 1 to 1095.'),
  earlier: numberProblem(PasswordReusePrevention.unwrap().min(1), 'Enter a number from 1 to 24.'),
};

function numberProblem(limits: z.ZodNumber, words: string): (text: string) => string | undefined {
  return (text) => (/^\d+$/.test(text) && limits.safeParse(Number(text)).success ? undefined : words);
}
