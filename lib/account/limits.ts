/** The four kinds of characters in password policies. IAM User Guide, "Set a password policy": the symbols that count. */
export const CHARACTERS = {
  uppercase: { pattern: /[A-Z]/, words: 'an upper-case letter' },
  lowercase: { pattern: /[a-z]/, words: 'a lower-case letter' },
  numbers: { pattern: /[0-9]/, words: 'a digit' },
  symbols: { pattern: /[!@#$%^&*()_+\-=[\]{}|']/, words: "a symbol (! @ # $ % ^ & * ( ) _ + - = [ ] { } | ')" },
} as const;

/** AWS's maximum, whatever a policy says. */
export const LONGEST_PASSWORD = 128;

/** AWS's default rules in words. They always apply to root users. */
export const DEFAULT_PASSWORD_RULES =
  'At least 8 characters, with three of: upper case, lower case, digits, symbols. Not the account’s name or email address.';

/**
 * Returns what a password lacks by AWS's default policy, as words after "must have"; empty if it is acceptable. Source: IAM User
 * Guide, "Default password policy".
 * @param taken the account's name, alias and email address, which the password must not be
 */
export function lacksByDefault(password: string, taken: readonly string[]): string[] {
  const kinds = Object.values(CHARACTERS).filter(({ pattern }) => pattern.test(password)).length;
  const same = taken.some((text) => text.toLowerCase() === password.toLowerCase());
  return [
    ...lacksOfLength(password, 8),
    ...(kinds < 3 ? ['three of: upper case, lower case, digits, symbols'] : []),
    ...(same ? ['something other than the account’s name or email address'] : []),
  ];
}

/** Returns what a password's length lacks, in the same words. */
export function lacksOfLength(password: string, least: number): string[] {
  if (password.length < least) return [`at least ${least} characters`];
  return password.length > LONGEST_PASSWORD ? [`at most ${LONGEST_PASSWORD} characters`] : [];
}
