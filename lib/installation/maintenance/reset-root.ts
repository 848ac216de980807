import { endConsoleSessions } from '../../account/console-sessions';
import { RECOVERY_LINK_MS, sealRecoveryToken } from '../../account/recovery-token';
import { rootProfileColumns } from '../../account/root-profile';
import { rootUserArn } from '../../core/arns';
import { insertEvent } from '../../core/events/events';
import { newToken } from '../../core/secrets/secrets';
import { CLOCK, later, nowOf } from '../../core/time/clock';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { systemCall } from '../run-as-root';
import { MaintenanceError } from './maintenance-error';

/** The account whose root password can be reset, with the recovery token and its expiry. */
export type RootReset = { accountId: string; name: string; email: string; token: string; expiresAt: Date };

/**
 * Deletes an account's root password and creates a link that sets a new one once, for operators whose root user has lost the
 * password. Root sessions end, and the history records it.
 * @param which an account id or root email address
 * @param withoutMfa whether to deactivate the root user's MFA devices too
 * @throws MaintenanceError
 */
export async function resetRoot(
  database: Database,
  which: string,
  { withoutMfa, now: realTime }: { withoutMfa: boolean; now: Date },
): Promise<RootReset> {
  const recovery = newToken();
  const reset = await transaction(
    database,
    async (tx) => {
      const where = /^\d{12}$/.test(which) ? { id: which } : { email: which.toLowerCase() };
      const account = await tx.account.findUnique({
        where,
        select: { id: true, name: true, email: true, state: true, ...CLOCK },
      });
      if (!account) throw new MaintenanceError(`There is no account ${which}.`);
      if (account.state !== 'ACTIVE')
        throw new MaintenanceError(`Account ${account.id} is ${account.state}; its root user cannot sign in.`);
      const { id: accountId, name, email } = account;
      const now = nowOf(account, realTime);
      const profile = rootProfileColumns({ state: 'recoverable', changedAt: now, recovery });
      await tx.account.update({ where: { id: accountId }, data: { ...profile, revision: { increment: 1 } } });
      await endConsoleSessions(tx, { accountId, userId: null });
      if (withoutMfa) {
        const released = { userId: null, ownedByRoot: false, enabledAt: null, drift: 0 };
        // Like DeactivateMFADevice.
        await tx.mfaDevice.deleteMany({ where: { accountId, ownedByRoot: true, kind: 'fido' } });
        await tx.mfaDevice.updateMany({ where: { accountId, ownedByRoot: true }, data: released });
      }
      await insertEvent(tx, {
        call: systemCall(account, { now: realTime, sourceIp: '127.0.0.1', userAgent: 'gatehouse reset-root' }),
        service: 'gatehouse',
        name: 'IssueRootPasswordRecovery',
        readOnly: false,
        outcome: 'Success',
        input: { DeactivateMfaDevices: withoutMfa },
        resources: [{ ARN: rootUserArn('aws', accountId), accountId }],
      });
      return { accountId, name, email, expiresAt: later(now, RECOVERY_LINK_MS) };
    },
    { everything: 'alone' },
  );
  const token = sealRecoveryToken({ accountId: reset.accountId, recovery, expires: reset.expiresAt.getTime() });
  return { ...reset, token };
}
