/** The four kinds of characters that password policies ask for. IAM User Guide, "Set a password policy": which symbols count. */
export const CHARACTERS = {
  uppercase: { pattern: /[A-Z]/, words: 'an upper-case letter' },
  lowercase: { pattern: /[a-z]/, words: 'a lower-case letter' },
  numbers: { pattern: /[0-9]/, words: 'a digit' },
  symbols: { pattern: /[!@#$%^&*()_+\-=[\]{}|']/, words: "a symbol (! @ # $ % ^ & * ( ) _ + - = [ ] { } | ')" },
} as const;

/** AWS takes no longer ones, whatever a policy says. */
export const LONGEST_PASSWORD = 128;

/** AWS's rules where an account has none of its own, in words. Root users always have these. */
export const DEFAULT_PASSWORD_RULES =
  'At least 8 characters, with three of: upper case, lower case, digits, symbols. Not the account’s name or e-mail address.';

/**
 * What a password lacks by AWS's default policy, in words that follow "must have"; nothing where it may be set.
 * Source: IAM User Guide, "Default password policy".
 * @param taken the account's name, alias and e-mail address, which it may not be
 */
export function lacksByDefault(password: string, taken: readonly string[]): string[] {
  const kinds = Object.values(CHARACTERS).filter(({ pattern }) => pattern.test(password)).length;
  const same = taken.some((text) => text.toLowerCase() === password.toLowerCase());
  return [
    ...lacksOfLength(password, 8),
    ...(kinds < 3 ? ['three of: upper case, lower case, digits, symbols'] : []),
    ...(same ? ['something other than the account’s name or e-mail address'] : []),
  ];
}

/** What a password lacks of a length, in the same words. */
export function lacksOfLength(password: string, least: number): string[] {
  if (password.length < least) return [`at least ${least} characters`];
  return password.length > LONGEST_PASSWORD ? [`at most ${LONGEST_PASSWORD} characters`] : [];
}
