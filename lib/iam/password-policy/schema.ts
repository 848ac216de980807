import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { z } from 'zod';
import { DEFAULT_PASSWORD_RULES } from '../../account/schema';

export const GetAccountPasswordPolicyInput = z.object({});
export const DeleteAccountPasswordPolicyInput = z.object({});
export const UpdateAccountPasswordPolicyInput = z.object({
  MinimumPasswordLength: z.number().int().min(6).max(128).optional(),
  RequireSymbols: z.boolean().optional(),
  RequireNumbers: z.boolean().optional(),
  RequireUppercaseCharacters: z.boolean().optional(),
  RequireLowercaseCharacters: z.boolean().optional(),
  AllowUsersToChangePassword: z.boolean().optional(),
  /** Days; 0, as the console's form sends it, means that passwords never expire. */
  MaxPasswordAge: z.number().int().min(0).max(1095).optional(),
  PasswordReusePrevention: z.number().int().min(0).max(24).optional(),
  HardExpiry: z.boolean().optional(),
});

/** AWS's sentence for whatever the policy refuses. */
export const PASSWORD_REFUSED = 'Password does not conform to the account password policy.';

const CLASSES = { symbols: /[!@#$%^&*()_+\-=[\]{}|']/, numbers: /[0-9]/, uppercase: /[A-Z]/, lowercase: /[a-z]/ };

/**
 * AWS's sentence for a password that may not be set, undefined for one that may. Earlier passwords are not looked at.
 * @param policy the account's own, or null where AWS's default one is in force
 * @param taken the account's name, alias and e-mail address, which the default policy refuses
 */
export function passwordProblem(
  password: string,
  policy: Omit<PasswordPolicy, 'ExpirePasswords'> | null,
  taken: readonly string[],
): string | undefined {
  const good = policy ? meetsPolicy(password, policy) : meetsDefault(password, taken);
  return good ? undefined : PASSWORD_REFUSED;
}

/** AWS: without a policy, 8 characters, three of four kinds, and neither the account's name nor its e-mail address. */
function meetsDefault(password: string, taken: readonly string[]): boolean {
  const kinds = Object.values(CLASSES).filter((kind) => kind.test(password)).length;
  return password.length >= 8 && kinds >= 3 && taken.every((text) => text.toLowerCase() !== password.toLowerCase());
}

function meetsPolicy(password: string, policy: Omit<PasswordPolicy, 'ExpirePasswords'>): boolean {
  return (
    password.length >= (policy.MinimumPasswordLength ?? 0) &&
    (!policy.RequireSymbols || CLASSES.symbols.test(password)) &&
    (!policy.RequireNumbers || CLASSES.numbers.test(password)) &&
    (!policy.RequireUppercaseCharacters || CLASSES.uppercase.test(password)) &&
    (!policy.RequireLowercaseCharacters || CLASSES.lowercase.test(password))
  );
}

/** The rules for a new password of a user, in words: the account's own, or AWS's where it has none. */
export function passwordRules(policy: Omit<PasswordPolicy, 'ExpirePasswords'> | null): string {
  if (!policy) return DEFAULT_PASSWORD_RULES;
  const kinds = [
    policy.RequireUppercaseCharacters && 'an upper-case letter',
    policy.RequireLowercaseCharacters && 'a lower-case letter',
    policy.RequireNumbers && 'a digit',
    policy.RequireSymbols && "a symbol (! @ # $ % ^ & * ( ) _ + - = [ ] { } | ')",
  ].filter((kind) => typeof kind === 'string');
  const length = `At least ${policy.MinimumPasswordLength} characters`;
  const list = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}` : kinds[0];
  const reuse = policy.PasswordReusePrevention;
  const earlier = reuse === 1 ? ' Not the last password.' : reuse ? ` None of the last ${reuse} passwords.` : '';
  return `${list ? `${length}, with ${list}.` : `${length}.`}${earlier}`;
}
