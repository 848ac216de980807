import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { CHARACTERS, DEFAULT_PASSWORD_RULES, lacksByDefault, lacksOfLength } from '../../account/limits';

// Without a validator: every page on which a password is typed loads it, and the server asks the same.

/** A policy as pages and the server read it; null where AWS's default one is in force. */
type Policy = Omit<PasswordPolicy, 'ExpirePasswords'> | null;

/** The kinds of characters that a policy asks for. */
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
 * What a password lacks, in words that follow "must have"; nothing where it may be set. Earlier passwords are not looked at.
 * @param taken the account's name, alias and e-mail address, which the default policy refuses
 */
export function passwordLacks(password: string, policy: Policy, taken: readonly string[]): string[] {
  if (!policy) return lacksByDefault(password, taken);
  const kinds = kindsOf(policy).filter(({ pattern }) => !pattern.test(password));
  return [...lacksOfLength(password, policy.MinimumPasswordLength ?? 0), ...kinds.map(({ words }) => words)];
}

/** What a form says of a password while it is typed; undefined of one that may be set. */
export function passwordProblem(password: string, policy: Policy, taken: readonly string[]): string | undefined {
  const lacks = passwordLacks(password, policy, taken);
  return lacks.length > 0 ? `Still missing: ${lacks.join('; ')}.` : undefined;
}

/** The rules for a new password of a user, in words: the account's own, or AWS's where it has none. */
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
/** AWS: the most that can be remembered. */
export const REMEMBERED = 24;

/** What passwords must be; as far as it decides how strong they are. */
export type PasswordRules = {
  minimumLength: number;
  symbols: boolean;
  numbers: boolean;
  uppercase: boolean;
  lowercase: boolean;
  reusePrevention: number | null;
};

/** Returns rules with four kinds of characters, and enough of them: no weaker than those that are given. */
export function strongRules(before: PasswordRules | null) {
  const minimumLength = Math.max(MIN_LENGTH, before?.minimumLength ?? 0);
  return { minimumLength, symbols: true, numbers: true, uppercase: true, lowercase: true };
}

/** Says what lets passwords be short or simple; empty where nothing does. @param policy null stands for AWS's default policy */
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

/** Returns whether old passwords may be used again. */
export function remembersTooFew(policy: PasswordRules | null): boolean {
  return (policy?.reusePrevention ?? 0) < REMEMBERED;
}
