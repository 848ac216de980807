import type { Group } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';

export type GroupRow = NonNullable<Awaited<ReturnType<Transaction['group']['findUnique']>>>;

export function groupArn(partition: Partition, group: Pick<GroupRow, 'accountId' | 'path' | 'name'>): string {
  return iamArn(partition, group.accountId, 'group', group.path, group.name);
}

/** Returns the group by name in the caller's account, or null. */
export function findGroup(scope: Pick<Scope, 'db' | 'accountId'>, name: string): Promise<GroupRow | null> {
  return scope.db.group.findUnique({ where: { accountId_nameKey: { accountId: scope.accountId, nameKey: name.toLowerCase() } } });
}

/**
 * Returns an existing group.
 * @throws AwsError NoSuchEntity
 */
export function requireGroup(group: GroupRow | null, name: string): GroupRow {
  if (!group) throw noSuchEntity(`The group with name ${name} cannot be found.`);
  return group;
}

/** Returns the SDK's shape. */
export function toGroup(partition: Partition, row: GroupRow) {
  return {
    Path: row.path,
    GroupName: row.name,
    GroupId: row.id,
    Arn: groupArn(partition, row),
    CreateDate: row.createdAt,
  } satisfies Group;
}
