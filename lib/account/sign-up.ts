import { z } from 'zod';
import { validationError } from '../core/errors';
import { hashPassword } from '../core/password-hash';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { type AccountRow, createAccount } from './create-account';
import { requireRootPassword } from './root-password';

// Organizations' API model: name 1-50 printable characters, address 6-64.
const Name = z
  .string()
  .trim()
  .min(1)
  .max(50)
  .regex(/^[\u0020-\u007E]+$/);
const Email = z
  .string()
  .trim()
  .min(6)
  .max(64)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/);

/**
 * Opens a standalone account with a root user who has a password.
 * @throws AwsError ValidationError, PasswordPolicyViolation or EmailAlreadyExists
 */
export async function signUp(
  database: Database,
  input: { name: string; email: string; password: string },
  now: Date,
): Promise<AccountRow> {
  const name = Name.safeParse(input.name);
  if (!name.success)
    throw validationError('Give the account a name of 1 to 50 characters: letters, digits, spaces and punctuation.');
  const email = Email.safeParse(input.email);
  if (!email.success) throw validationError('Enter an e-mail address of 6 to 64 characters, like admin@example.com.');
  requireRootPassword(input.password, { name: name.data, email: email.data });
  const rootPasswordHash = await hashPassword(input.password);
  return transaction(database, (tx) => createAccount(tx, { name: name.data, email: email.data, rootPasswordHash, now }));
}
