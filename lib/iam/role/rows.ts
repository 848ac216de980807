import type { Role } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { AwsError, noSuchEntity } from '../../core/errors';
import { newIamId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import type { TagPair } from '../../core/tags';
import type { Transaction } from '../../db/client';
import { encodeDocument } from '../policy/documents';
import { toShownTrustPolicies, toStoredTrustPolicy } from './trust-policy';

export type RoleRow = NonNullable<Awaited<ReturnType<Transaction['role']['findUnique']>>>;

export type NewRole = {
  accountId: string;
  name: string;
  /** Default `/`. */
  path?: string;
  /** The trust policy as its author writes it, with ARNs. */
  document: string;
  description?: string;
  /** Seconds; default one hour. */
  maxSessionDuration?: number;
  permissionsBoundary?: string;
  now: Date;
  partition: Partition;
};

/**
 * Writes a role. The caller has checked name and quotas, and bumps the account's revision.
 * @throws AwsError MalformedPolicyDocument or LimitExceeded for the trust policy
 */
export async function insertRole(db: Transaction, role: NewRole): Promise<RoleRow> {
  return db.role.create({
    data: {
      id: newIamId('AROA'),
      accountId: role.accountId,
      name: role.name,
      nameKey: role.name.toLowerCase(),
      path: role.path ?? '/',
      description: role.description ?? null,
      assumeRolePolicyDocument: await toStoredTrustPolicy(db, role.partition, role.document),
      maxSessionDuration: role.maxSessionDuration ?? 3600,
      permissionsBoundary: role.permissionsBoundary ?? null,
      createdAt: role.now,
    },
  });
}

export function roleArn(partition: Partition, role: Pick<RoleRow, 'accountId' | 'path' | 'name'>): string {
  return iamArn(partition, role.accountId, 'role', role.path, role.name);
}

/** The role of that name in the caller's account, or null. */
export function findRole(scope: Pick<Scope, 'db' | 'accountId'>, name: string): Promise<RoleRow | null> {
  return scope.db.role.findUnique({ where: { accountId_nameKey: { accountId: scope.accountId, nameKey: name.toLowerCase() } } });
}

/** @throws AwsError NoSuchEntity */
export function requireRole(role: RoleRow | null, name: string): RoleRow {
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** Roles that a service made for itself: only that service changes them. */
export function isServiceLinked(role: Pick<RoleRow, 'path'>): boolean {
  return role.path.startsWith('/aws-service-role/');
}

/** @throws AwsError NoSuchEntity, or UnmodifiableEntity for a service-linked role */
export function requireModifiableRole(role: RoleRow | null, name: string): RoleRow {
  const found = requireRole(role, name);
  if (isServiceLinked(found)) {
    throw new AwsError(
      'UnmodifiableEntityException',
      `Cannot perform the operation on the protected role '${found.name}' - this role is only modifiable by AWS`,
    );
  }
  return found;
}

/** The SDK's shapes. AWS: lists leave out tags, boundary and last use. */
export async function toRoles(db: Transaction, partition: Partition, rows: readonly RoleRow[]): Promise<Role[]> {
  const documents = await toShownTrustPolicies(
    db,
    partition,
    rows.map((row) => row.assumeRolePolicyDocument),
  );
  return rows.map((row, index) => ({
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: roleArn(partition, row),
    CreateDate: row.createdAt,
    AssumeRolePolicyDocument: encodeDocument(documents[index] ?? ''),
    ...(row.description === null ? {} : { Description: row.description }),
    MaxSessionDuration: row.maxSessionDuration,
  }));
}

/** A role with everything that is shown of a single one. */
export async function toRole(db: Transaction, partition: Partition, row: RoleRow, tags: readonly TagPair[]): Promise<Role> {
  const [role] = await toRoles(db, partition, [row]);
  return {
    ...role,
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: roleArn(partition, row),
    CreateDate: row.createdAt,
    ...(row.permissionsBoundary === null
      ? {}
      : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy' as const, PermissionsBoundaryArn: row.permissionsBoundary } }),
    ...(tags.length > 0 ? { Tags: [...tags] } : {}),
    RoleLastUsed:
      row.lastUsedAt === null
        ? {}
        : { LastUsedDate: row.lastUsedAt, ...(row.lastUsedRegion === null ? {} : { Region: row.lastUsedRegion }) },
  };
}
