import { rootUserArn } from '../core/arns';
import { AwsError, noSuchEntity } from '../core/errors';
import { defineOperation } from '../core/operation';
import { newToken } from '../core/secrets/secrets';
import { RECOVERY_LINK_MS, sealRecoveryToken } from './recovery-token';
import { rootProfileColumns, rootProfileOf } from './root-profile';
import { IssueRootPasswordRecoveryInput } from './schema';

/**
 * Issues the token of a link that sets the root password once, which AWS sends to the root user's mailbox. It needs the
 * permission of CreateLoginProfile, which allowed the recovery, and works only in an AssumeRoot session. A new token replaces the
 * previous one.
 * @throws AwsError AccessDenied for other callers, NoSuchEntity if recovery was not allowed
 */
export const IssueRootPasswordRecovery = defineOperation({
  service: 'gatehouse',
  name: 'IssueRootPasswordRecovery',
  access: 'Write',
  input: IssueRootPasswordRecoveryInput,
  checks: (_input, { partition, accountId }) => [
    { action: 'iam:CreateLoginProfile', resource: rootUserArn(partition, accountId) },
  ],
  run: async (_input, { db, caller, accountId, now }) => {
    if (caller.principal.type !== 'AssumedRoot')
      throw new AwsError('AccessDenied', 'Only an AssumeRoot session can issue a link that sets the root password.');
    const profile = rootProfileOf(await db.account.findUniqueOrThrow({ where: { id: accountId } }));
    if (profile?.state !== 'recoverable')
      throw noSuchEntity(`Password recovery is not allowed for the root user of account ${accountId}.`);
    const recovery = newToken();
    await db.account.update({ where: { id: accountId }, data: rootProfileColumns({ ...profile, recovery }) });
    const ExpiresAt = new Date(now.getTime() + RECOVERY_LINK_MS);
    return { RecoveryToken: sealRecoveryToken({ accountId, recovery, expires: ExpiresAt.getTime() }), ExpiresAt };
  },
});
