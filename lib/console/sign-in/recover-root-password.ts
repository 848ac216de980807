import { endConsoleSessions } from '../../account/console-sessions';
import { openRecoveryToken } from '../../account/recovery-token';
import { requireRootPassword } from '../../account/root-password';
import { rootProfileColumns, rootProfileOf } from '../../account/root-profile';
import { AwsError } from '../../core/errors';
import { hashPassword } from '../../core/secrets/password-hash';
import { CLOCK, nowOf } from '../../core/time/clock';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import type { SignInOrigin } from './sign-in';
import { recordPasswordRecovery } from './sign-in-events';

// One message for every reason, so that failures reveal nothing.
const REFUSED = 'This link has expired or was used before. Ask for a new one.';

type Recovery = { account: { id: string; name: string; email: string }; rootRecovery: string; now: Date };

/** Returns the account of a recovery link at a real time, or null. A link expires by the account's clock. */
export async function findRecovery(database: Database, token: string, realTime: Date): Promise<Recovery | null> {
  const opened = openRecoveryToken(token);
  if (!opened) return null;
  const account = await database.reader.account.findUnique({
    where: { id: opened.accountId },
    include: { organization: CLOCK.organization },
  });
  if (account?.state !== 'ACTIVE') return null;
  const now = nowOf(account, realTime);
  if (opened.expires <= now.getTime()) return null;
  const profile = rootProfileOf(account);
  if (profile?.state !== 'recoverable' || profile.recovery !== opened.recovery) return null;
  const { id, name, email } = account;
  return { account: { id, name, email }, rootRecovery: profile.recovery, now };
}

/**
 * Sets a root user's password with the token of a recovery link, which then becomes invalid.
 * @returns the email address to sign in with
 * @throws AwsError SignInFailed for an invalid link, PasswordPolicyViolation
 */
export async function recoverRootPassword(
  database: Database,
  token: string,
  password: string,
  origin: SignInOrigin,
  realTime: Date,
): Promise<string> {
  const found = await findRecovery(database, token, realTime);
  if (!found) throw new AwsError('SignInFailed', REFUSED);
  const { account, rootRecovery, now } = found;
  requireRootPassword(password, account);
  const passwordHash = await hashPassword(password);
  // A password decides nothing about calls, so no revision changes.
  await transaction(database, async (tx) => {
    const { count } = await tx.account.updateMany({
      // Another request may have used the link meanwhile.
      where: { id: account.id, rootRecovery },
      data: rootProfileColumns({ state: 'password', changedAt: now, passwordHash }),
    });
    if (count === 0) throw new AwsError('SignInFailed', REFUSED);
    await endConsoleSessions(tx, { accountId: account.id, userId: null });
  });
  await recordPasswordRecovery(database, account.id, origin, now);
  return account.email;
}
