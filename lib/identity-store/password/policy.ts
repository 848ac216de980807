import { randomInt } from 'node:crypto';
import { invalid } from '../errors';
import { LONGEST, PASSWORD_RULES, SHORTEST } from './limits';

// Nobody can change this policy. AWS also refuses passwords that are known to have leaked, which Gatehouse cannot know. Source: IAM
// Identity Center User Guide, "Password requirements".
/** A new password differs from the current one and those before it. */
export const REMEMBERED = 3;

const LOWER = 'abcdefghijkmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';
const OTHER = '!#%+-=?@^_';
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** @throws AwsError ValidationException */
export function requireStrongPassword(password: string): void {
  const { length } = [...password];
  if (length >= SHORTEST && length <= LONGEST && KINDS.every((kind) => kind.test(password))) return;
  throw invalid(PASSWORD_RULES, 'Password');
}

/**
 * Returns a random password that conforms to the policy. It has no characters that people mix up, and begins with a letter, so that a
 * spreadsheet does not take it for a formula.
 */
export function newOneTimePassword(): string {
  const take = (alphabet: string) => alphabet.charAt(randomInt(alphabet.length));
  const all = LOWER + UPPER + DIGITS + OTHER;
  const characters = [LOWER, UPPER, DIGITS, OTHER].map(take);
  while (characters.length < 16) characters.splice(randomInt(characters.length + 1), 0, take(all));
  // The first four stand in a fixed order otherwise.
  for (let at = characters.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [characters[at], characters[other]] = [characters[other] ?? '', characters[at] ?? ''];
  }
  return take(LOWER + UPPER) + characters.join('');
}
