import { endConsoleSessions } from '../account/console-sessions';
import { openRecoveryToken } from '../account/recovery-token';
import { requireRootPassword } from '../account/root-password';
import { rootProfileColumns, rootProfileOf } from '../account/root-profile';
import { CLOCK, nowOf } from '../core/clock';
import { AwsError } from '../core/errors';
import { hashPassword } from '../core/password-hash';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import type { SignInOrigin } from './sign-in';
import { recordPasswordRecovery } from './sign-in-events';

// One sentence for every reason, so that nothing can be learned from a failure.
const REFUSED = 'This link has expired or was used before. Ask for a new one.';

type Recovery = { account: { id: string; name: string; email: string }; rootRecovery: string; now: Date };

/** The account whose root password a link may set at a real time, or null. A link expires by the clock of its account. */
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
 * Sets the password of a root user with the token of a recovery link, which is used up by it.
 * @returns the address to sign in with
 * @throws AwsError SignInFailed for a link that may not, PasswordPolicyViolation
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
  // No revision moves: a password decides nothing about calls.
  await transaction(database, async (tx) => {
    const { count } = await tx.account.updateMany({
      // Or another request has used the link meanwhile.
      where: { id: account.id, rootRecovery },
      data: rootProfileColumns({ state: 'password', changedAt: now, passwordHash }),
    });
    if (count === 0) throw new AwsError('SignInFailed', REFUSED);
    await endConsoleSessions(tx, { accountId: account.id, userId: null });
  });
  await recordPasswordRecovery(database, account.id, origin, now);
  return account.email;
}
