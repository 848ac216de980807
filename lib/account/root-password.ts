import { AwsError } from '../core/errors';

const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[!@#$%^&*()_+\-=[\]{}|']/];

/**
 * The rules for a root user's password: 8 to 128 characters, three of four classes, not the account's name or address.
 * Source: IAM User Guide, "Default password policy".
 * @throws AwsError PasswordPolicyViolationException
 */
export function requireRootPassword(password: string, account: { name: string; email: string }): void {
  const refuse = (message: string) => new AwsError('PasswordPolicyViolationException', message);
  if (password.length < 8 || password.length > 128) throw refuse('The password must have 8 to 128 characters.');
  if (CLASSES.filter((kind) => kind.test(password)).length < 3) {
    throw refuse(
      "The password must have three of these: upper-case letters, lower-case letters, digits, symbols (! @ # $ % ^ & * ( ) _ + - = [ ] { } | ').",
    );
  }
  const same = [account.name, account.email].some((text) => text.toLowerCase() === password.toLowerCase());
  if (same) throw refuse('The password must not be the account name or the e-mail address.');
}
