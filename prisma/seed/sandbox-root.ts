import { IssueRootPasswordRecovery } from '../../lib/account/root-recovery-operations';
import { recoverRootPassword } from '../../lib/console/sign-in/recover-root-password';
import type { Database } from '../../lib/db/client';
import { CreateAccessKey } from '../../lib/iam/access-key/operations';
import { CreateLoginProfile } from '../../lib/iam/login-profile/operations';
import { type Actor, NOW, rootActor, rootTaskActor } from './actor';
import { DEMO_PASSWORD } from './demo-password';

const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'gatehouse-seed', secure: false };

/**
 * An intentional mistake ("Root access management"): the sandbox's root password was recovered, and an access key created with
 * it.
 */
export async function seedSandboxRoot(database: Database, administrator: Actor, accountId: string, clock = NOW): Promise<void> {
  const session = await rootTaskActor(database, administrator, accountId, 'IAMCreateRootUserPassword', clock);
  await session(CreateLoginProfile, {});
  const { RecoveryToken } = await session(IssueRootPasswordRecovery, {});
  await recoverRootPassword(database, RecoveryToken, DEMO_PASSWORD, ORIGIN, clock());
  await rootActor(database, accountId, clock)(CreateAccessKey, {});
}
