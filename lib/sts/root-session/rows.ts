import { type AccountFacts, findAccountFacts, isUsable } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import type { Partition, SessionFacts } from '../../core/call';
import type { StoredSession } from '../../core/credentials';
import type { Check } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { isRootAccessAdministrator } from '../../iam/root-access/rows';
import type { RootAccessFeature } from '../../iam/root-access/schema';

/**
 * AWS: the only policies with which a root session can be started, each with the feature that it needs. Neither feature includes the
 * other: with RootSessions alone, the three tasks about credentials are refused (as AWS answers; its guide says less).
 */
export const ROOT_TASKS = {
  IAMAuditRootUserCredentials: 'RootCredentialsManagement',
  IAMCreateRootUserPassword: 'RootCredentialsManagement',
  IAMDeleteRootUserCredentials: 'RootCredentialsManagement',
  S3UnlockBucketPolicy: 'RootSessions',
  SQSUnlockQueuePolicy: 'RootSessions',
} as const satisfies Record<string, RootAccessFeature>;
export type RootTask = keyof typeof ROOT_TASKS;

export function taskPolicyArn(partition: Partition, task: RootTask): string {
  return `arn:${partition}:iam::aws:policy/root-task/${task}`;
}

/** Whether a caller may start a root session of a task in a member account. */
export function assumeRootCheck(partition: Partition, memberId: string, taskPolicy: string): Check {
  return {
    action: 'sts:AssumeRoot',
    // The member's root user has no policy that could agree: the caller's account is asked alone.
    resource: rootUserArn(partition, memberId),
    context: { 'sts:TaskPolicyArn': taskPolicy, 'aws:ResourceAccount': memberId },
  };
}

/** What a root session is: the member's root user with the task's policy, and of the calling session no more than MFA and source identity. */
export function rootSession(
  partition: Partition,
  accountId: string,
  task: RootTask,
  calling: SessionFacts | undefined,
): Pick<StoredSession, 'principal' | 'credential'> & { session: Omit<SessionFacts, 'issuedAt' | 'expiresAt'> } {
  const arn = rootUserArn(partition, accountId);
  return {
    principal: { type: 'AssumedRoot', accountId, arn, taskPolicyArn: taskPolicyArn(partition, task) },
    credential: 'assumeRoot',
    session: {
      mfaAuthenticated: calling?.mfaAuthenticated ?? false,
      mfaAuthenticatedAt: calling?.mfaAuthenticatedAt,
      sourceIdentity: calling?.sourceIdentity,
    },
  };
}

/**
 * The organization through which `account` may start root sessions in a member: as its management account or its delegated administrator
 * for IAM; null where it may not, or where there is no such member.
 */
export async function organizationForRootSession(
  db: Transaction,
  account: AccountFacts,
  memberId: string,
): Promise<NonNullable<AccountFacts['organization']> | null> {
  const { organization } = account;
  if (!organization || organization.managementAccountId === memberId) return null;
  const member = await findAccountFacts(db, memberId);
  if (!member || !isUsable(member) || member.organization?.id !== organization.id) return null;
  return (await isRootAccessAdministrator(db, account)) ? organization : null;
}
