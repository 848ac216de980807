/** Stands for the account that owns the policies. It is not the account of the principal that the policies are evaluated for. */
const NEUTRAL = '999999999999';

// A pattern could match part of the number, compare it as a number, or spell it differently.
const DEPENDS_ON_DIGITS = /\d[*?]|[*?]\d|\d\$\{|\}\d|Numeric|Date|IpAddress|\\u/;

/**
 * Replaces the account's own number in its policy texts. Texts made from one template become equal, so they are judged once.
 * Judgments by comparing and matching hold for both texts, because the number appears only as a whole and no pattern has digits
 * beside `*` or `?`.
 * @returns null if the texts must be judged as they are
 */
export function withoutOwnAccount(accountId: string, texts: readonly string[]): readonly string[] | null {
  if (!texts.some((text) => text.includes(accountId))) return null;
  if (texts.some((text) => text.includes(NEUTRAL) || DEPENDS_ON_DIGITS.test(text))) return null;
  const own = new RegExp(`(?<!\\d)${accountId}(?!\\d)`, 'g');
  return texts.map((text) => text.replace(own, NEUTRAL));
}

/**
 * Returns whether a judgment of a neutral text mentions the neutral account number, which readers would not recognize as their
 * own.
 */
export function namesNeutral(said: unknown): boolean {
  return JSON.stringify(said).includes(NEUTRAL);
}
