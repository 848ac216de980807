import { defineOperation, type Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { roleArn, toLastUsed } from '../../iam/role/rows';
import { findStoreGroup, findStoreUser, memberSince, principalNames } from '../../identity-store/rows';
import { accountNames } from '../../organizations/account/rows';
import { assignedRole, assignmentsOfUser } from '../assignment/rows';
import type { InstanceRow } from '../instance/rows';
import { accessChecks, findOwnInstance, requireOwnInstance } from '../own-instance';
import { permissionSetArn } from '../permission-set/rows';
import { findProvisioned } from '../provisioned-roles';
import { groupNames, type MatrixCell, type MatrixRow, readMatrix } from './matrix';
import { GetAccountAccessInput, GetAccountAccessMatrixInput } from './schema';

const DEFAULT_ROWS = 25;
const DEFAULT_ACCOUNTS = 8;

/** The state of a permission set's role in an account. `OUTDATED`: the account has an older definition. */
export type RoleState = 'CURRENT' | 'OUTDATED' | 'NOT_PROVISIONED' | 'ROLE_MISSING' | 'PROVIDER_MISSING';

/** A permission set that a user or group has in an account. */
export type AccessCell = {
  AccountId: string;
  PermissionSetId: string;
  /** True if an assignment names the user or group itself. */
  Direct: boolean;
  /** The groups of the user that have it. */
  GroupIds: string[];
};

export type AccessRow = {
  PrincipalId: string;
  PrincipalType: 'USER' | 'GROUP';
  Name: string;
  DisplayName: string;
  Status: 'ENABLED' | 'DISABLED' | 'DELETED';
  Cells: AccessCell[];
};

export type AccessMatrix = {
  Rows: AccessRow[];
  Page: number;
  Matches: number;
  Accounts: { Id: string; Name: string; Path: string[]; Reached: number }[];
  AccountPage: number;
  AccountMatches: number;
  /** The permission sets and groups of the cells, by id. */
  PermissionSets: Record<string, string>;
  Groups: Record<string, string>;
  /** The permission sets of accounts that are not provisioned in their current version. */
  Behind: { AccountId: string; PermissionSetId: string; State: 'OUTDATED' | 'NOT_PROVISIONED' }[];
};

/**
 * Returns who reaches which account with which permission set, and through which groups: one page of users or groups against one page of
 * accounts. AWS has no such call. It needs the permissions to list all assignments, users and groups.
 */
export const GetAccountAccessMatrix = defineOperation({
  service: 'gatehouse',
  name: 'GetAccountAccessMatrix',
  access: 'List',
  input: GetAccountAccessMatrixInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: ({ AccountId = '*' }, scope, instance) => accessChecks(scope, instance, AccountId),
  run: async (asked, scope, found): Promise<AccessMatrix> => {
    const instance = requireOwnInstance(found);
    const matrix = await readMatrix(scope, instance, {
      by: asked.By ?? 'USER',
      search: asked.Search,
      unitId: asked.OrganizationalUnitId,
      groupId: asked.GroupId,
      permissionSetId: asked.PermissionSetId,
      accountId: asked.AccountId,
    });
    const shown = pageOf(matrix.rows, asked.Page, asked.PageSize ?? DEFAULT_ROWS);
    const accounts = pageOf(matrix.accounts, asked.AccountPage, asked.AccountPageSize ?? DEFAULT_ACCOUNTS);
    const accountIds = new Set(accounts.rows.map(({ id }) => id));
    const rows: { row: MatrixRow; cells: MatrixCell[] }[] = [];
    for (const row of shown.rows) {
      rows.push({ row, cells: matrix.cellsOf(row, accountIds) });
      await giveWay();
    }
    const cells = rows.flatMap((row) => row.cells);
    const sets = await setsOf(scope, instance, cells);
    const nameOf = (id: string) => sets.get(id)?.name ?? id;
    const Accounts: AccessMatrix['Accounts'] = [];
    for (const { id, name, path } of accounts.rows)
      Accounts.push({ Id: id, Name: name, Path: [...path], Reached: await matrix.countIn(id) });
    return {
      Rows: rows.map(({ row, cells: own }) => toRow(row, own, nameOf)),
      Page: shown.page,
      Matches: matrix.rows.length,
      Accounts,
      AccountPage: accounts.page,
      AccountMatches: matrix.accounts.length,
      PermissionSets: Object.fromEntries([...sets].map(([id, { name }]) => [id, name])),
      Groups: Object.fromEntries(await groupNames(scope, instance, cells)),
      Behind: await behindOf(scope, instance, cells, sets),
    };
  },
});

function pageOf<Row>(rows: readonly Row[], asked = 1, size: number): { rows: readonly Row[]; page: number } {
  const page = Math.min(asked, Math.max(1, Math.ceil(rows.length / size)));
  return { rows: rows.slice((page - 1) * size, page * size), page };
}

function toRow({ principal, type, deleted }: MatrixRow, cells: readonly MatrixCell[], nameOf: (id: string) => string): AccessRow {
  return {
    PrincipalId: principal.id,
    PrincipalType: type,
    Name: principal.name,
    DisplayName: principal.displayName,
    Status: deleted ? 'DELETED' : principal.disabled ? 'DISABLED' : 'ENABLED',
    Cells: cells
      .map(({ accountId, permissionSetId, direct, groupIds }) => ({
        AccountId: accountId,
        PermissionSetId: permissionSetId,
        Direct: direct || type === 'GROUP',
        GroupIds: type === 'GROUP' ? [] : groupIds.toSorted(),
      }))
      .sort((one, other) => (nameOf(one.PermissionSetId) < nameOf(other.PermissionSetId) ? -1 : 1)),
  };
}

type Sets = ReadonlyMap<string, { name: string; version: number }>;

async function setsOf({ db }: Scope, { id: instanceId }: InstanceRow, cells: readonly MatrixCell[]): Promise<Sets> {
  const used = new Set(cells.map(({ permissionSetId }) => permissionSetId));
  const rows = await db.permissionSet.findMany({ where: { instanceId }, select: { id: true, name: true, version: true } });
  return new Map(rows.filter(({ id }) => used.has(id)).map(({ id, name, version }) => [id, { name, version }]));
}

async function behindOf(
  { db }: Scope,
  { id: instanceId }: InstanceRow,
  cells: readonly MatrixCell[],
  sets: Sets,
): Promise<AccessMatrix['Behind']> {
  const pairs = new Map(cells.map((cell) => [`${cell.accountId}/${cell.permissionSetId}`, cell]));
  const accountIds = [...new Set(cells.map(({ accountId }) => accountId))];
  const rows = await db.provisionedPermissionSet.findMany({
    where: { instanceId, accountId: { in: accountIds } },
    select: { accountId: true, permissionSetId: true, version: true },
  });
  const versions = new Map(rows.map((row) => [`${row.accountId}/${row.permissionSetId}`, row.version]));
  return [...pairs].flatMap(([key, { accountId, permissionSetId }]) => {
    const version = versions.get(key);
    if (version === sets.get(permissionSetId)?.version) return [];
    const State = version === undefined ? ('NOT_PROVISIONED' as const) : ('OUTDATED' as const);
    return [{ AccountId: accountId, PermissionSetId: permissionSetId, State }];
  });
}

/** A way by which a user or group has a permission set in an account. */
export type AccessPath = {
  /** Null: the assignment names the user or group itself. */
  Group: { Id: string; Name: string | null; MemberSince: Date | null } | null;
  AssignmentId: string;
  AssignedDate: Date;
};

/** A permission set of a user or group in an account, with its role there. */
export type AccountAccess = {
  PermissionSetId: string;
  PermissionSetName: string;
  PermissionSetArn: string;
  SessionDuration: string;
  Paths: AccessPath[];
  State: RoleState;
  ProvisionedDate: Date | null;
  Role: { Name: string; Arn: string; LastUsedDate: Date | null } | null;
};

/**
 * Returns the permission sets of one user or group in an account: through which assignments, since when, and with which role. It needs the
 * permissions of GetAccountAccessMatrix.
 */
export const GetAccountAccess = defineOperation({
  service: 'gatehouse',
  name: 'GetAccountAccess',
  access: 'Read',
  input: GetAccountAccessInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: ({ AccountId }, scope, instance) => accessChecks(scope, instance, AccountId),
  run: async ({ PrincipalType, PrincipalId, AccountId }, scope, found) => {
    const { db } = scope;
    const instance = requireOwnInstance(found);
    const { identityStoreId: storeId } = instance;
    const principalId = PrincipalId.toLowerCase();
    const user = PrincipalType === 'USER' ? await findStoreUser(db, storeId, principalId) : null;
    const group = PrincipalType === 'GROUP' ? await findStoreGroup(db, storeId, principalId) : null;
    const own = { instanceId: instance.id, principalType: PrincipalType, principalId };
    const where = PrincipalType === 'USER' ? await assignmentsOfUser(db, instance, principalId) : own;
    const rows = await db.accountAssignment.findMany({
      where: { ...where, accountId: AccountId },
      orderBy: { createdAt: 'asc' },
    });
    const names = await principalNames(
      db,
      storeId,
      rows.map((row) => row.principalId),
    );
    const since = await memberSince(db, storeId, principalId);
    const sets = await db.permissionSet.findMany({
      where: { id: { in: rows.map(({ permissionSetId }) => permissionSetId) } },
      orderBy: { name: 'asc' },
    });
    const Access: AccountAccess[] = [];
    for (const set of sets) {
      const provisioned = await findProvisioned(scope, set.id, AccountId);
      const { role, reason } = await assignedRole(db, AccountId, set.id);
      Access.push({
        PermissionSetId: set.id,
        PermissionSetName: set.name,
        PermissionSetArn: permissionSetArn(scope.partition, set),
        SessionDuration: set.sessionDuration,
        Paths: rows
          .filter(({ permissionSetId }) => permissionSetId === set.id)
          .map((row) => ({
            Group:
              row.principalId === principalId
                ? null
                : {
                    Id: row.principalId,
                    Name: names.get(row.principalId) ?? null,
                    MemberSince: since.get(row.principalId) ?? null,
                  },
            AssignmentId: row.id,
            AssignedDate: row.createdAt,
          })),
        State: reason ?? (provisioned?.version === set.version ? 'CURRENT' : 'OUTDATED'),
        ProvisionedDate: provisioned?.provisionedAt ?? null,
        Role: role && {
          Name: role.name,
          Arn: roleArn(scope.partition, role),
          LastUsedDate: toLastUsed(role).LastUsedDate ?? null,
        },
      });
    }
    const account = (await accountNames(db, [AccountId])).get(AccountId) ?? null;
    return {
      AccountName: account,
      DisplayName: user?.displayName ?? group?.displayName ?? null,
      Disabled: user !== null && user.status !== 'ENABLED',
      Access,
    };
  },
});
