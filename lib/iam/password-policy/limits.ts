import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { CHARACTERS, DEFAULT_PASSWORD_RULES, lacksByDefault, lacksOfLength } from '../../account/limits';

// Contains no validation library, because every page with a password field loads it. The server uses the same rules.

/** A password policy; null stands for AWS's default. */
type Policy = Omit<PasswordPolicy, 'ExpirePasswords'> | null;

/** Returns the kinds of characters that a policy requires. */
function kindsOf(policy: NonNullable<Policy>) {
  const { uppercase, lowercase, numbers, symbols } = CHARACTERS;
  return [
    ...(policy.RequireUppercaseCharacters ? [uppercase] : []),
    ...(policy.RequireLowercaseCharacters ? [lowercase] : []),
    ...(policy.RequireNumbers ? [numbers] : []),
    ...(policy.RequireSymbols ? [symbols] : []),
  ];
}

/**
 * Returns what a password lacks, as words after "must have"; empty if it is acceptable. Earlier passwords are not checked.
 * @param taken the account's name, alias and email address, which the default policy refuses
 */
export function passwordLacks(password: string, policy: Policy, taken: readonly string[]): string[] {
  if (!policy) return lacksByDefault(password, taken);
  const kinds = kindsOf(policy).filter(({ pattern }) => !pattern.test(password));
  return [...lacksOfLength(password, policy.MinimumPasswordLength ?? 0), ...kinds.map(({ words }) => words)];
}

/** Returns the form's message for a password being typed, or undefined. */
export function passwordProblem(password: string, policy: Policy, taken: readonly string[]): string | undefined {
  const lacks = passwordLacks(password, policy, taken);
  return lacks.length > 0 ? `Still missing: ${lacks.join('; ')}.` : undefined;
}

/** Returns the rules for a user's new password in words: the account's own, or AWS's default. */
export function passwordRules(policy: Policy): string {
  if (!policy) return DEFAULT_PASSWORD_RULES;
  const kinds = kindsOf(policy).map(({ words }) => words);
  const length = `At least ${policy.MinimumPasswordLength} characters`;
  const list = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)}` : kinds[0];
  const reuse = policy.PasswordReusePrevention;
  const earlier = reuse === 1 ? ' Not the last password.' : reuse ? ` None of the last ${reuse} passwords.` : '';
  return `${list ? `${length}, with ${list}.` : `${length}.`}${earlier}`;
}
const MIN_LENGTH = 14;
/** The maximum number of remembered passwords in AWS. */
export const REMEMBERED = 24;

/** The password rules that decide strength. */
export type PasswordRules = {
  minimumLength: number;
  symbols: boolean;
  numbers: boolean;
  uppercase: boolean;
  lowercase: boolean;
  reusePrevention: number | null;
};

/** Returns rules with four kinds of characters and a sufficient length, never weaker than the given ones. */
export function strongRules(before: PasswordRules | null) {
  const minimumLength = Math.max(MIN_LENGTH, before?.minimumLength ?? 0);
  return { minimumLength, symbols: true, numbers: true, uppercase: true, lowercase: true };
}

/**
 * Returns the weaknesses of a password policy; empty if there are none.
 * @param policy null stands for AWS's default policy
 */
export function passwordWeaknesses(policy: PasswordRules | null): string[] {
  if (!policy) return ['8 characters and three of four kinds are enough'];
  return [
    ...(policy.minimumLength < MIN_LENGTH ? [`at least ${policy.minimumLength} characters, not ${MIN_LENGTH}`] : []),
    ...(policy.uppercase ? [] : ['no upper-case letter asked for']),
    ...(policy.lowercase ? [] : ['no lower-case letter asked for']),
    ...(policy.numbers ? [] : ['no number asked for']),
    ...(policy.symbols ? [] : ['no symbol asked for']),
  ];
}

/** Returns whether old passwords may be reused. */
export function remembersTooFew(policy: PasswordRules | null): boolean {
  return (policy?.reusePrevention ?? 0) < REMEMBERED;
}
