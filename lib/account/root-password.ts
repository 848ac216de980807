import { AwsError } from '../core/errors';
import { lacksByDefault } from './limits';

/**
 * Refuses a root password that violates AWS's default policy, which no account policy changes.
 * @throws AwsError PasswordPolicyViolationException that says what it lacks
 */
export function requireRootPassword(password: string, account: { name: string; email: string }): void {
  const lacks = lacksByDefault(password, [account.name, account.email]);
  if (lacks.length === 0) return;
  throw new AwsError('PasswordPolicyViolationException', `The password must have ${lacks.join(', and ')}.`);
}
