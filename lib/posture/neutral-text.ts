/** In place of the account to which policies belong. Not the account of whoever is asked whether a policy allows it something. */
const NEUTRAL = '999999999999';

// A part of the number could be matched, it could be compared as a number, or be written in another way.
const DEPENDS_ON_DIGITS = /\d[*?]|[*?]\d|\d\$\{|\}\d|Numeric|Date|IpAddress|\\u/;

/**
 * Policy texts of an account with another number in place of its own, in all of them: what was made from one template for many accounts
 * becomes the same text, and what follows from it is worked out once. Whatever is said of the texts by comparing and matching them holds of the
 * one as of the other: the number stands only as a whole, and no pattern has a part of a number beside its `*` or `?`.
 * @returns null: the texts have to be judged as they are
 */
export function withoutOwnAccount(accountId: string, texts: readonly string[]): readonly string[] | null {
  if (!texts.some((text) => text.includes(accountId))) return null;
  if (texts.some((text) => text.includes(NEUTRAL) || DEPENDS_ON_DIGITS.test(text))) return null;
  const own = new RegExp(`(?<!\\d)${accountId}(?!\\d)`, 'g');
  return texts.map((text) => text.replace(own, NEUTRAL));
}

/** Whether something that was said of a neutral text names the account in it, for which nobody could read it as its own. */
export function namesNeutral(said: unknown): boolean {
  return JSON.stringify(said).includes(NEUTRAL);
}
