import { AwsError, validationError } from '../core/errors';
import { modulesAllowSignUp } from '../core/module/call-hooks';
import { hashPassword } from '../core/secrets/password-hash';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { type AccountRow, createAccount } from './create-account';
import { requireRootPassword } from './root-password';
import { ACCOUNT_NAME_RULE, AccountName, ROOT_EMAIL_RULE, RootEmail } from './schema';

export const SIGN_UP_CLOSED = 'Sign-up is closed on this server. Ask the operator for an account.';

/**
 * Opens a standalone account whose root user has a password.
 * @throws AwsError AccessDenied if operators disabled sign-up; ValidationError, PasswordPolicyViolation or EmailAlreadyExists
 */
export async function signUp(
  database: Database,
  input: { name: string; email: string; password: string },
  now: Date,
): Promise<AccountRow> {
  if (!(await modulesAllowSignUp(database.reader))) throw new AwsError('AccessDenied', SIGN_UP_CLOSED);
  const name = AccountName.safeParse(input.name);
  if (!name.success) throw validationError(ACCOUNT_NAME_RULE);
  const email = RootEmail.safeParse(input.email);
  if (!email.success) throw validationError(ROOT_EMAIL_RULE);
  requireRootPassword(input.password, { name: name.data, email: email.data });
  const rootPasswordHash = await hashPassword(input.password);
  return transaction(database, (tx) => createAccount(tx, { name: name.data, email: email.data, rootPasswordHash, now }));
}
