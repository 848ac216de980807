import type { Role } from '@aws-sdk/client-iam';
import { parseArn } from '@gatehouse/policy/arn';
import { iamArn, partitionOfArn } from '../../core/arns';
import type { Partition } from '../../core/call';
import { AwsError, noSuchEntity } from '../../core/errors';
import { newIamId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import { readTags } from '../../core/tags';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { toBoundary } from '../policy/arns';
import { encodeDocument } from '../policy/documents';
import { toShownTrustPolicies, toShownTrustPolicy, toStoredTrustPolicy } from './documents';

export type RoleRow = NonNullable<Awaited<ReturnType<Transaction['role']['findUnique']>>>;

export const DEFAULT_SESSION_SECONDS = 3600;

export type NewRole = {
  accountId: string;
  name: string;
  /** The default is `/`. */
  path?: string;
  /** The trust policy as its author writes it, with ARNs. */
  document: string;
  description?: string;
  /** The default is DEFAULT_SESSION_SECONDS. */
  maxSessionDuration?: number;
  permissionsBoundary?: string;
  now: Date;
  partition: Partition;
};

/**
 * Inserts a role. The caller must check name and quotas, and increase the account's revision.
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

/** Returns the role by name in the caller's account, or null. */
export function findRole(scope: Pick<Scope, 'db' | 'accountId'>, name: string): Promise<RoleRow | null> {
  return scope.db.role.findUnique({ where: { accountId_nameKey: { accountId: scope.accountId, nameKey: name.toLowerCase() } } });
}

/**
 * Returns the role with exactly that ARN, in any account. In AWS, names are unique ignoring case, but ARNs are case-sensitive.
 */
export async function findRoleByArn(db: Transaction, arn: string): Promise<RoleRow | null> {
  const { accountId, resource } = parseArn(arn) ?? {};
  const name = resource?.slice(resource.lastIndexOf('/') + 1);
  if (accountId === undefined || !name) return null;
  const row = await findRole({ db, accountId }, name);
  return row && roleArn(partitionOfArn(arn), row) === arn ? row : null;
}

/**
 * Returns an existing role.
 * @throws AwsError NoSuchEntity
 */
export function requireRole(role: RoleRow | null, name: string): RoleRow {
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  return role;
}

/** Returns whether a service created the role for itself. Only that service can change it. */
export function isServiceLinked(role: Pick<RoleRow, 'path'>): boolean {
  return role.path.startsWith('/aws-service-role/');
}

/** Returns whether IAM Identity Center created the role for a permission set. Only that service can change it. */
function isReserved(role: Pick<RoleRow, 'path'>): boolean {
  return role.path.startsWith('/aws-reserved/');
}

/**
 * Returns a role that can be changed.
 * @throws AwsError NoSuchEntity, or UnmodifiableEntity for a service-linked or reserved role
 */
export function requireModifiableRole(role: RoleRow | null, name: string): RoleRow {
  const found = requireUnreservedRole(role, name);
  if (isServiceLinked(found)) throw protectedRole(found);
  return found;
}

/**
 * Returns a role that is not reserved. In AWS, the description and tags of service-linked roles can be changed.
 * @throws AwsError NoSuchEntity, or UnmodifiableEntity for a reserved role
 */
export function requireUnreservedRole(role: RoleRow | null, name: string): RoleRow {
  const found = requireRole(role, name);
  if (isReserved(found)) throw protectedRole(found);
  return found;
}

function protectedRole({ name }: Pick<RoleRow, 'name'>): AwsError {
  return new AwsError(
    'UnmodifiableEntityException',
    `Cannot perform the operation on the protected role '${name}' - this role is only modifiable by AWS`,
  );
}

/** Returns the trust policies of roles as readers see them, with ARNs of users and roles. */
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

/** Returns the SDK's shapes. As in AWS, lists leave out tags, boundary and last use. */
export async function toRoles(db: Transaction, partition: Partition, rows: readonly RoleRow[]) {
  const documents = await shownTrustPolicies(db, partition, rows);
  return rows.map((row, index) => toListedRole(partition, row, documents[index] ?? row.assumeRolePolicyDocument));
}

/** Returns a role with the members that only a single role has. */
export async function toRole(db: Transaction, partition: Partition, row: RoleRow) {
  return {
    ...(await toMadeRole(db, partition, row)),
    MaxSessionDuration: row.maxSessionDuration,
    RoleLastUsed: toLastUsed(row),
  } satisfies Role;
}

/**
 * Returns a role in the answer to its creation. As in AWS, it lacks the maximum session duration and the last use.
 * @param shown the trust policy, if this answer shows it in another form
 */
export async function toMadeRole(db: Transaction, partition: Partition, row: RoleRow, shown?: string) {
  const document = shown ?? (await toShownTrustPolicy(db, partition, row.assumeRolePolicyDocument));
  const tags = await readTags(db, row.id);
  const { MaxSessionDuration: _, ...role } = toListedRole(partition, row, document);
  return {
    ...role,
    PermissionsBoundary: toBoundary(partition, row.permissionsBoundary),
    Tags: tags.length > 0 ? tags : undefined,
  } satisfies Role;
}

/**
 * Returns the SDK's shape of a role in a list.
 * @param document the trust policy as readers see it
 */
export function toListedRole(partition: Partition, row: Omit<RoleRow, 'assumeRolePolicyDocument'>, document: string) {
  return {
    Path: row.path,
    RoleName: row.name,
    RoleId: row.id,
    Arn: roleArn(partition, row),
    CreateDate: row.createdAt,
    AssumeRolePolicyDocument: encodeDocument(document),
    Description: row.description ?? undefined,
    MaxSessionDuration: row.maxSessionDuration,
  } satisfies Role;
}

/** Returns the SDK's shape. As in AWS, it is empty for a role that was never used. */
export function toLastUsed(row: Pick<RoleRow, 'lastUsedAt' | 'lastUsedRegion'>) {
  return row.lastUsedAt === null ? {} : { LastUsedDate: row.lastUsedAt, Region: row.lastUsedRegion ?? undefined };
}

/** Returns the last uses of roles by id. The caller must check that the reader may see them. A role that was never used is absent. */
export async function lastUsesOfRoles(db: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, Date>> {
  const rows = await readByIds(ids, (some) =>
    db.role.findMany({ where: { id: { in: some }, lastUsedAt: { not: null } }, select: { id: true, lastUsedAt: true } }),
  );
  return new Map(rows.flatMap(({ id, lastUsedAt }) => (lastUsedAt ? [[id, lastUsedAt]] : [])));
}
