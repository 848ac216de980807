import { giveWay, readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { accountsOfRoles, accountsWithSamlProvider, findRoleById, hasSamlProvider } from '../../iam/reserved-role/rows';
import type { RoleRow } from '../../iam/role/rows';
import { groupIdsOf } from '../../identity-store/rows';
import type { InstanceRow } from '../instance/rows';
import type { PermissionSetRow } from '../permission-set/rows';
import { samlProviderName } from '../saml-provider';

export type AssignmentRow = NonNullable<Awaited<ReturnType<Transaction['accountAssignment']['findUnique']>>>;

/** A permission set that a user has in an account. A path is the user's own assignment, or that of a group. */
export type Access = {
  accountId: string;
  permissionSet: PermissionSetRow;
  paths: readonly ({ type: 'USER' } | { type: 'GROUP'; groupId: string })[];
};

/** Returns the conditions of the assignments that a user has: its own, and those of its groups. */
export async function assignmentsOfUser(db: Transaction, instance: InstanceRow, userId: string) {
  const groups = await groupIdsOf(db, instance.identityStoreId, userId);
  return {
    instanceId: instance.id,
    OR: [
      { principalType: 'USER', principalId: userId },
      { principalType: 'GROUP', principalId: { in: groups } },
    ],
  };
}

/**
 * Returns everything that a user is assigned to, by account and name of the permission set, with every path.
 * @param within the only account to look at; default: all
 */
export async function accessOf(
  db: Transaction,
  instance: InstanceRow,
  userId: string,
  within?: { accountId: string },
): Promise<Access[]> {
  const rows = await db.accountAssignment.findMany({ where: { ...(await assignmentsOfUser(db, instance, userId)), ...within } });
  const permissionSets = await readByIds(
    rows.map(({ permissionSetId }) => permissionSetId),
    (ids) => db.permissionSet.findMany({ where: { id: { in: ids } } }),
  );
  const byId = new Map(permissionSets.map((row) => [row.id, row]));
  const found = new Map<string, { accountId: string; permissionSet: PermissionSetRow; paths: Access['paths'][number][] }>();
  for (const { accountId, permissionSetId, principalType, principalId } of rows) {
    const permissionSet = byId.get(permissionSetId);
    if (!permissionSet) continue;
    const key = `${accountId}/${permissionSetId}`;
    const access = found.get(key) ?? { accountId, permissionSet, paths: [] };
    access.paths.push(principalType === 'USER' ? { type: 'USER' } : { type: 'GROUP', groupId: principalId });
    found.set(key, access);
  }
  const nameOf = ({ accountId, permissionSet }: Access) => `${accountId}/${permissionSet.name}`;
  return [...found.values()].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}

/** Returns the assignments that name some users or groups themselves. */
export function assignmentsOf(db: Transaction, { id: instanceId }: InstanceRow, principalIds: readonly string[]) {
  return readByIds(principalIds, (ids) => db.accountAssignment.findMany({ where: { instanceId, principalId: { in: ids } } }));
}

/** Returns the assignments in some accounts. */
export function assignmentsIn(db: Transaction, { id: instanceId }: InstanceRow, accountIds: readonly string[]) {
  return readByIds(accountIds, (ids) => db.accountAssignment.findMany({ where: { instanceId, accountId: { in: ids } } }));
}

/** Returns the permission sets that an account has, with their versions there, and the roles that exist. */
export async function provisionedIn(db: Transaction, { id: instanceId }: InstanceRow, accountId: string) {
  const rows = await db.provisionedPermissionSet.findMany({
    where: { instanceId, accountId },
    select: { permissionSetId: true, version: true, roleId: true },
  });
  const roles = new Map<string, RoleRow>();
  for (const { roleId } of rows) {
    const role = await findRoleById(db, accountId, roleId);
    if (role) roles.set(roleId, role);
    await giveWay();
  }
  return new Map(rows.map((row) => [row.permissionSetId, { version: row.version, role: roles.get(row.roleId) ?? null }]));
}

/** Returns the ids of permission sets that some account has or that somebody is assigned. */
export async function permissionSetsInUse(db: Transaction, { id: instanceId }: InstanceRow): Promise<ReadonlySet<string>> {
  const query = { where: { instanceId }, distinct: ['permissionSetId' as const], select: { permissionSetId: true } };
  const rows = [...(await db.provisionedPermissionSet.findMany(query)), ...(await db.accountAssignment.findMany(query))];
  return new Set(rows.map(({ permissionSetId }) => permissionSetId));
}

/** The role of a permission set in an account, or the reason why nobody can use it. */
export type AssignedRole =
  | { role: RoleRow; reason: null }
  | { role: null; reason: 'NOT_PROVISIONED' | 'ROLE_MISSING' | 'PROVIDER_MISSING' };

/** Returns the reserved role of a permission set in an account. An administrator of the account may have deleted its SAML provider. */
export async function assignedRole(db: Transaction, accountId: string, permissionSetId: string): Promise<AssignedRole> {
  const provisioned = await db.provisionedPermissionSet.findUnique({
    where: { permissionSetId_accountId: { permissionSetId, accountId } },
  });
  if (!provisioned) return { role: null, reason: 'NOT_PROVISIONED' };
  const role = await findRoleById(db, accountId, provisioned.roleId);
  if (!role) return { role: null, reason: 'ROLE_MISSING' };
  const provider = samlProviderName({ id: provisioned.instanceId }, accountId);
  return (await hasSamlProvider(db, accountId, provider)) ? { role, reason: null } : { role: null, reason: 'PROVIDER_MISSING' };
}

/** Returns the reason in `assignedRole` of every access of a person, in its order. */
export async function unusableReasons(
  db: Transaction,
  instance: InstanceRow,
  access: readonly Access[],
): Promise<AssignedRole['reason'][]> {
  const accountIds = [...new Set(access.map(({ accountId }) => accountId))];
  const provisioned = await readByIds(accountIds, (ids) =>
    db.provisionedPermissionSet.findMany({
      where: { instanceId: instance.id, accountId: { in: ids } },
      select: { accountId: true, permissionSetId: true, roleId: true },
    }),
  );
  const roles = await accountsOfRoles(
    db,
    provisioned.map(({ roleId }) => roleId),
  );
  const roleIdOf = new Map(provisioned.map((row) => [`${row.accountId}/${row.permissionSetId}`, row.roleId]));
  const trusted = await accountsWithSamlProvider(db, accountIds, (accountId) => samlProviderName(instance, accountId));
  return access.map(({ accountId, permissionSet }) => {
    const roleId = roleIdOf.get(`${accountId}/${permissionSet.id}`);
    if (roleId === undefined) return 'NOT_PROVISIONED';
    if (roles.get(roleId) !== accountId) return 'ROLE_MISSING';
    return trusted.has(accountId) ? null : 'PROVIDER_MISSING';
  });
}
