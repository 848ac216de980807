import type { Role, RoleLastUsed } from '@aws-sdk/client-iam';
import { iamArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { AwsError, noSuchEntity } from '../../core/errors';
import { newIamId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import { readTags } from '../../core/tags';
import type { Transaction } from '../../db/client';
import { parseArn } from '../../engine';
import { toBoundary } from '../policy/arns';
import { encodeDocument } from '../policy/documents';
import { toShownTrustPolicies, toShownTrustPolicy, toStoredTrustPolicy } from './documents';

export type RoleRow = NonNullable<Awaited<ReturnType<Transaction['role']['findUnique']>>>;

export const DEFAULT_SESSION_SECONDS = 3600;

export type NewRole = {
  accountId: string;
  name: string;
  /** Default `/`. */
  path?: string;
  /** The trust policy as its author writes it, with ARNs. */
  document: string;
  description?: string;
  /** Default: DEFAULT_SESSION_SECONDS. */
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
      maxSessionDuration: role.maxSessionDuration ?? DEFAULT_SESSION_SECONDS,
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

/** The role with exactly that ARN, in whatever account. AWS: names are unique without regard to case, but ARNs are compared with it. */
export async function findRoleByArn(db: Transaction, arn: string): Promise<RoleRow | null> {
  const { accountId, resource, partition } = parseArn(arn) ?? {};
  const name = resource?.slice(resource.lastIndexOf('/') + 1);
  if (accountId === undefined || !name) return null;
  const row = await findRole({ db, accountId }, name);
  return row && roleArn(partition as Partition, row) === arn ? row : null;
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

/** The trust policies of some roles as their readers see them: with ARNs of the users and roles that they name. */
export function shownTrustPolicies(
  db: Transaction,
  partition: Partition,
  rows: readonly Pick<RoleRow, 'assumeRolePolicyDocument'>[],
): Promise<string[]> {
  return toShownTrustPolicies(
    db,
    partition,
    rows.map((row) => row.assumeRolePolicyDocument),
  );
}

/** The SDK's shapes. AWS: lists leave out tags, boundary and last use. */
export async function toRoles(db: Transaction, partition: Partition, rows: readonly RoleRow[]): Promise<Role[]> {
  const documents = await shownTrustPolicies(db, partition, rows);
  return rows.map((row, index) => toListedRole(partition, row, documents[index] ?? row.assumeRolePolicyDocument));
}

/** A role with everything that is shown of a single one. */
export async function toRole(db: Transaction, partition: Partition, row: RoleRow): Promise<Role> {
  return { ...(await toMadeRole(db, partition, row)), MaxSessionDuration: row.maxSessionDuration, RoleLastUsed: toLastUsed(row) };
}

/**
 * A role as the call that made it shows it. AWS: without how long its sessions may last, even if that was given, and when it was last used.
 * @param shown its trust policy, where that call shows it in another form than others do
 */
export async function toMadeRole(db: Transaction, partition: Partition, row: RoleRow, shown?: string): Promise<Role> {
  const document = shown ?? (await toShownTrustPolicy(db, partition, row.assumeRolePolicyDocument));
  const tags = await readTags(db, row.id);
  const { MaxSessionDuration: _, ...role } = toListedRole(partition, row, document);
  return {
    ...role,
    PermissionsBoundary: toBoundary(partition, row.permissionsBoundary),
    Tags: tags.length > 0 ? tags : undefined,
  };
}

/** The SDK's shape of a role in a list. @param document its trust policy as readers see it */
export function toListedRole(partition: Partition, row: Omit<RoleRow, 'assumeRolePolicyDocument'>, document: string): Role {
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: roleArn(partition, row),
    CreateDate: row.createdAt,
    AssumeRolePolicyDocument: encodeDocument(document),
    Description: row.description ?? undefined,
    MaxSessionDuration: row.maxSessionDuration,
  };
}

/** AWS: empty for a role that was never used. */
export function toLastUsed(row: Pick<RoleRow, 'lastUsedAt' | 'lastUsedRegion'>): RoleLastUsed {
  return row.lastUsedAt === null ? {} : { LastUsedDate: row.lastUsedAt, Region: row.lastUsedRegion ?? undefined };
}
