import type { User } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { TagPair } from '../../core/tags';
import type { Transaction } from '../../db/client';
import { toBoundary } from '../policy/arns';

export type UserRow = NonNullable<Awaited<ReturnType<Transaction['user']['findUnique']>>>;

export function userArn(partition: Partition, user: Pick<UserRow, 'accountId' | 'path' | 'name'>): string {
  return iamArn(partition, user.accountId, 'user', user.path, user.name);
}

/** Returns the user by name in the caller's account, or null. */
export function findUser(scope: Pick<Scope, 'db' | 'accountId'>, name: string): Promise<UserRow | null> {
  return scope.db.user.findUnique({ where: { accountId_nameKey: { accountId: scope.accountId, nameKey: name.toLowerCase() } } });
}

/**
 * Returns an existing user.
 * @throws AwsError NoSuchEntity
 */
export function requireUser(user: UserRow | null, name: string): UserRow {
  if (!user) throw noSuchEntity(`The user with name ${name} cannot be found.`);
  return user;
}

/** Returns the SDK's shape. As in AWS, lists leave out tags and boundary. */
export function toUser(partition: Partition, row: UserRow, details?: { tags: readonly TagPair[] }) {
  return {
    Path: row.path,
    UserName: row.name,
    UserId: row.id,
    Arn: userArn(partition, row),
    CreateDate: row.createdAt,
    PasswordLastUsed: row.passwordLastUsed ?? undefined,
    PermissionsBoundary: details && toBoundary(partition, row.permissionsBoundary),
    Tags: details && details.tags.length > 0 ? [...details.tags] : undefined,
  } satisfies User;
}
