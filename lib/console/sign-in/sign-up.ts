import { SIGN_UP_CLOSED, signUp } from '../../account/sign-up';
import { AwsError } from '../../core/errors';
import { modulesAllowSignUp } from '../../core/module/call-hooks';
import { countInHour } from '../../core/secrets/password-attempts';
import { settings } from '../../core/settings';
import type { Database, Transaction } from '../../db/client';
import { runtime } from '../runtime';

/** Returns whether anyone may open an account: SIGN_UP and the operators' setting must both allow it. */
export async function isSignUpOpen(): Promise<boolean> {
  return settings().signUpsInAnHour > 0 && modulesAllowSignUp((await runtime()).database.reader);
}

/** Returns whether any account exists. */
export async function hasAccounts(db: Pick<Transaction, 'account'>): Promise<boolean> {
  return (await db.account.findFirst({ select: { id: true } })) !== null;
}

/** Returns whether this installation is new: no account exists, and anyone may open the first. */
export async function isFirstStart(): Promise<boolean> {
  return (await isSignUpOpen()) && !(await hasAccounts((await runtime()).database.reader));
}

/**
 * Opens an account for a new user. If the email address already has one, nothing is done and the answer takes as long, so that
 * nothing is revealed.
 * @param most the accounts that one network address may try to open in an hour; 0: none
 * @throws AwsError AccessDenied, Throttling, ValidationError or PasswordPolicyViolation
 */
export async function openAccount(
  database: Database,
  input: { name: string; email: string; password: string },
  { sourceIp }: { sourceIp: string },
  now: Date,
  most = settings().signUpsInAnHour,
): Promise<void> {
  if (most === 0) throw new AwsError('AccessDenied', SIGN_UP_CLOSED);
  const opened = await countInHour(database, `sign-up:${sourceIp}`, now);
  if (opened > most) throw new AwsError('Throttling', 'Too many accounts were created from your address. Try again in an hour.');
  try {
    await signUp(database, input, now);
  } catch (error) {
    if (!(error instanceof AwsError && error.shape === 'EmailAlreadyExists')) throw error;
  }
}
