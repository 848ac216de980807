import { administersService, hasTrustedAccess } from '../../account/service-administration';
import { type AccountFacts, findAccountFacts, isUsable } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import type { Partition, SessionFacts } from '../../core/call';
import { AwsError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import type { StoredSession } from '../../core/secrets/credentials';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { IAM_PRINCIPAL, ROOT_ACCESS_FEATURES, type RootAccessFeature } from './schema';

type Organization = NonNullable<AccountFacts['organization']>;

/** Returns the enabled features, whether or not trusted access allows their use. */
export async function readRootAccessFeatures(db: Transaction, organizationId: string): Promise<RootAccessFeature[]> {
  const rows = await db.organizationRootAccessFeature.findMany({ where: { organizationId } });
  const enabled = new Set(rows.map(({ feature }) => feature));
  return ROOT_ACCESS_FEATURES.filter((feature) => enabled.has(feature));
}

/** Returns those organizations whose root credentials are managed centrally. */
export async function organizationsManagingRoot(db: Transaction, organizationIds: readonly string[]): Promise<Set<string>> {
  const rows = await readByIds(organizationIds, (ids) =>
    db.organizationRootAccessFeature.findMany({ where: { organizationId: { in: ids }, feature: 'RootCredentialsManagement' } }),
  );
  return new Set(rows.map(({ organizationId }) => organizationId));
}

/**
 * Returns the organization whose root access the caller's account administers.
 * @throws AwsError OrganizationNotFound; AccountNotManagementOrDelegatedAdministrator
 */
export async function requireRootAccessAdministrator({ db, account }: Pick<Scope, 'db' | 'account'>): Promise<Organization> {
  const { organization } = account;
  if (!organization)
    throw new AwsError(
      'OrganizationNotFoundException',
      'The request was rejected because no organization is associated with your account.',
    );
  if (!(await administersService(db, account, IAM_PRINCIPAL)))
    throw new AwsError(
      'AccountNotManagementOrDelegatedAdministratorException',
      `Input account ${account.id} is neither management account nor delegated admin.`,
    );
  return organization;
}

/**
 * Returns the organization if centralized root access is available.
 * @throws AwsError as requireRootAccessAdministrator; OrganizationNotInAllFeaturesMode; ServiceAccessNotEnabled
 */
export async function requireRootAccess({ db, account }: Pick<Scope, 'db' | 'account'>): Promise<Organization> {
  const organization = await requireRootAccessAdministrator({ db, account });
  if (organization.featureSet !== 'ALL')
    throw new AwsError(
      'OrganizationNotInAllFeaturesModeException',
      'The request was rejected because your organization does not have All features enabled.',
    );
  if (!(await hasTrustedAccess(db, organization.id, IAM_PRINCIPAL)))
    throw new AwsError(
      'ServiceAccessNotEnabledException',
      `Trusted Access for IAM not enabled by organization of input account ${account.id}.`,
    );
  return organization;
}

/**
 * AWS's task policies for root sessions, each with the feature that it needs. Neither feature includes the other: with
 * RootSessions alone, the three credential tasks are refused (as AWS answers; its guide says less).
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

/** Returns the check for starting a root session of a task in a member account. */
export function assumeRootCheck(partition: Partition, memberId: string, taskPolicy: string): Check {
  return {
    action: 'sts:AssumeRoot',
    // The member's root user has no policy that could grant it, so only the caller's account decides.
    resource: rootUserArn(partition, memberId),
    context: { 'sts:TaskPolicyArn': taskPolicy, 'aws:ResourceAccount': memberId },
  };
}

/**
 * Returns a root session: the member's root user with the task's policy. From the calling session it keeps only MFA and the
 * source identity.
 */
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
 * Returns the organization through which `account` may start root sessions in a member. The account must be its management
 * account or delegated administrator for IAM. Null if it may not or the member does not exist.
 */
export async function organizationForRootSession(
  db: Transaction,
  account: AccountFacts,
  memberId: string,
): Promise<Organization | null> {
  const { organization } = account;
  if (!organization || organization.managementAccountId === memberId) return null;
  const member = await findAccountFacts(db, memberId);
  if (!member || !isUsable(member) || member.organization?.id !== organization.id) return null;
  return (await administersService(db, account, IAM_PRINCIPAL)) ? organization : null;
}
