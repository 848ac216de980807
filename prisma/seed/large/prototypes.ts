import { AwsError } from '../../../lib/core/errors';
import type { Database } from '../../../lib/db/client';
import { CreateAccessKey, ListAccessKeys } from '../../../lib/iam/access-key/operations';
import { CreateAccountAlias, GetAccountSummary, ListAccountAliases } from '../../../lib/iam/account/operations';
import { AttachGroupPolicy, AttachUserPolicy, ListAttachedUserPolicies } from '../../../lib/iam/attachment/operations';
import { AddUserToGroup, CreateGroup, ListGroupsForUser } from '../../../lib/iam/group/operations';
import { ListUserPolicies, PutUserPolicy } from '../../../lib/iam/inline-policy/operations';
import { CreateLoginProfile } from '../../../lib/iam/login-profile/operations';
import { ListMFADevices } from '../../../lib/iam/mfa/operations';
import { CreateUser, GetUser, ListUserTags } from '../../../lib/iam/user/operations';
import { GetCallerIdentity } from '../../../lib/sts/caller/operations';
import { seedAuditRole } from '../accounts';
import { type Actor, type Clock, userActor } from '../actor';
import { DEMO_PASSWORD } from '../demo-password';
import { rootOf, seedAccount, seedUnit } from '../organization';
import { policy } from '../policy';
import { type LargeSize, PEOPLE } from './size';

export const userName = (index: number) => `user-${String(index).padStart(5, '0')}`;
export const groupName = (index: number) => `group-${String(index).padStart(3, '0')}`;
export const unitName = (index: number) => `unit-${String(index).padStart(3, '0')}`;
export const accountName = (index: number) => `account-${String(index).padStart(4, '0')}`;

const AWS = (name: string) => `arn:aws:iam::aws:policy/${name}`;
/** The policies that later groups get in turn. */
const GROUP_POLICIES = [
  'AmazonS3ReadOnlyAccess',
  'AmazonEC2ReadOnlyAccess',
  'AmazonDynamoDBReadOnlyAccess',
  'CloudWatchReadOnlyAccess',
  'AmazonSQSFullAccess',
  'AmazonSNSFullAccess',
  'job-function/ViewOnlyAccess',
];

/**
 * Creates an account for many users, with a policy for each group. The first group can read IAM, and the second one is for administrators.
 */
export async function makePeopleAccount(root: Actor, enter: (accountId: string) => Promise<Actor>, groups: number) {
  const rootId = await rootOf(root);
  const accountId = await seedAccount(root, 'people', rootId, await seedUnit(root, 'People', rootId));
  const actor = await enter(accountId);
  await actor(CreateAccountAlias, { AccountAlias: PEOPLE });
  for (let index = 0; index < groups; index++) {
    const GroupName = groupName(index);
    const name = ['IAMReadOnlyAccess', 'AdministratorAccess'][index] ?? GROUP_POLICIES[index % GROUP_POLICIES.length];
    await actor(CreateGroup, { GroupName });
    await actor(AttachGroupPolicy, { GroupName, PolicyArn: AWS(name ?? '') });
  }
  return { accountId, actor };
}

/** Creates a user of a kind. Users of some even kinds can sign in at the console. Users of odd kinds have access keys. */
export async function makeUser(actor: Actor, index: number, kind: number, groups: readonly number[]): Promise<void> {
  const UserName = userName(index);
  await actor(CreateUser, { UserName, Tags: [{ Key: 'team', Value: kind % 2 === 0 ? 'even' : 'odd' }] });
  if (kind % 4 === 0) await actor(CreateLoginProfile, { UserName, Password: DEMO_PASSWORD, PasswordResetRequired: false });
  if (kind % 2 === 1) await actor(CreateAccessKey, { UserName });
  if (kind % 10 === 6) await actor(AttachUserPolicy, { UserName, PolicyArn: AWS('ReadOnlyAccess') });
  if (kind % 10 === 7) await actor(PutUserPolicy, { UserName, PolicyName: 'Deploy', PolicyDocument: policy('deploy') });
  for (const group of groups) await actor(AddUserToGroup, { GroupName: groupName(group), UserName });
}

/** Returns the groups of a kind of user. All kinds are in the first group. The first kind is also in the group of administrators. */
export function groupsOfKind(kind: number, { groups, groupsPerUser }: LargeSize): number[] {
  const [first, rest] = kind === 0 ? [[0, 1], groups - 2] : [[0], groups - 2];
  const others = Array.from({ length: groupsPerUser - first.length }, (_, at) => 2 + ((kind * 2 + at) % rest));
  return [...first, ...others];
}

/** Makes a user's daily reads. Some kinds try denied ones. */
export async function spendDay(database: Database, accountId: string, index: number, kind: number, clock: Clock): Promise<void> {
  const UserName = userName(index);
  const user = await database.reader.user.findFirstOrThrow({ where: { accountId, nameKey: UserName } });
  const actor = userActor(database, user, clock, { via: 'api', userAgent: 'aws-cli/2.31.0', sourceIp: `10.0.${kind}.7` });
  await actor(GetCallerIdentity, {});
  await actor(GetUser, {});
  await actor(ListAccountAliases, {});
  await actor(GetAccountSummary, {});
  for (const operation of [ListGroupsForUser, ListUserTags, ListAttachedUserPolicies, ListUserPolicies] as const)
    await actor(operation, { UserName });
  await actor(ListAccessKeys, { UserName });
  await actor(ListMFADevices, { UserName });
  if (kind % 10 !== 3) return;
  await actor(CreateUser, { UserName: 'nobody' }).then(
    () => Promise.reject(new Error(`${UserName} may create users, which the demo did not mean`)),
    (error: unknown) => (error instanceof AwsError ? undefined : Promise.reject(error)),
  );
}

/** Creates an OU below the root with accounts that have the audit role of the demo. */
export async function makeUnit(
  root: Actor,
  enter: (accountId: string) => Promise<Actor>,
  { index, accounts, auditAccount }: { index: number; accounts: number; auditAccount: string },
): Promise<void> {
  const rootId = await rootOf(root);
  const unit = await seedUnit(root, unitName(index), rootId);
  for (let at = index * accounts; at < (index + 1) * accounts; at++)
    await seedAuditRole(await enter(await seedAccount(root, accountName(at), rootId, unit)), auditAccount);
}
