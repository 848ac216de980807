import type { InstanceProfile } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { noSuchEntity } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { type RoleRow, toRoles } from '../role/rows';
import { taggedCheck } from '../tags';

type Columns = NonNullable<Awaited<ReturnType<Transaction['instanceProfile']['findUnique']>>>;
export type InstanceProfileRow = Columns & { role: RoleRow | null };

/** Returns the profile by name in the caller's account with its role, or null. */
export function findInstanceProfile(
  { db, accountId }: Pick<Scope, 'db' | 'accountId'>,
  name: string,
): Promise<InstanceProfileRow | null> {
  return db.instanceProfile.findUnique({
    where: { accountId_nameKey: { accountId, nameKey: name.toLowerCase() } },
    include: { role: true },
  });
}

/**
 * Returns an existing profile.
 * @throws AwsError NoSuchEntity
 */
export function requireInstanceProfile(profile: InstanceProfileRow | null, name: string): InstanceProfileRow {
  if (!profile) throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  return profile;
}

/** Returns the authorization check for a profile, with its tags. */
export async function profileCheck(
  action: string,
  scope: Scope,
  profile: InstanceProfileRow | null,
  name: string,
  context?: Check['context'],
): Promise<Check[]> {
  const { path, name: actual } = profile ?? { path: '/', name };
  const resource = iamArn(scope.partition, scope.accountId, 'instance-profile', path, actual);
  return taggedCheck(action, scope, resource, profile?.id, { context });
}

/**
 * Returns the SDK's shapes. As in AWS, lists leave out tags. Whether AWS returns tags of profiles in
 * GetAccountAuthorizationDetails, and tags, boundary and last use of the role in a profile, is not known; they are left out here.
 */
export async function toInstanceProfiles(db: Transaction, partition: Partition, rows: readonly InstanceProfileRow[]) {
  const roles = await toRoles(
    db,
    partition,
    rows.flatMap(({ role }) => role ?? []),
  );
  return rows.map(
    (row) =>
      ({
        Path: row.path,
        InstanceProfileName: row.name,
        InstanceProfileId: row.id,
        Arn: iamArn(partition, row.accountId, 'instance-profile', row.path, row.name),
        CreateDate: row.createdAt,
        Roles: roles.filter(({ RoleId }) => RoleId === row.roleId),
      }) satisfies InstanceProfile,
  );
}
