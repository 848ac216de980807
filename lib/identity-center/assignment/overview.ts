import { z } from 'zod';
import { type List, readListPage, type Seen } from '../../core/list/list';
import { ListInput, type ListPage } from '../../core/list/schema';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { readInChunks } from '../../core/work/bulk';
import { principalNames } from '../../identity-store/rows';
import { accountNames } from '../../organizations/account/rows';
import { type InstanceRow, instanceArn } from '../instance/rows';
import { accountArn } from '../operation';
import { findOwnInstance, ownInstanceCheck, requireOwnInstance } from '../own-instance';
import { permissionSetArn } from '../permission-set/rows';
import { AccountId } from '../shapes';
import { type Use, useOf } from '../use/limits';
import { keyOfUse, readUses } from '../use/rows';
import type { AssignmentRow } from './rows';

/** An assignment in the console's lists. A name is null if the user, group or account no longer exists. */
export type AssignmentOverview = {
  Id: string;
  AccountId: string;
  AccountName: string | null;
  PermissionSetId: string;
  PermissionSetName: string;
  PermissionSetArn: string;
  PrincipalType: 'USER' | 'GROUP';
  PrincipalId: string;
  PrincipalName: string | null;
  CreatedDate: Date;
  /**
   * The last use of the permission set's role in the account, by any person with it, and whether the assignment counts as used. Null if the
   * caller may not read it.
   */
  LastUsed: { Date: Date | null; Use: Use } | null;
};

const Narrowed = ListInput.extend({
  AccountId: AccountId.optional(),
  PermissionSetId: z.string().max(64).optional(),
  PrincipalId: z.string().max(64).optional(),
});

export type NamedAssignment = AssignmentRow & { account: string | null; permissionSet: string; principal: string | null };
export type AssignmentParts = { use: NonNullable<AssignmentOverview['LastUsed']> };

/** The most assignments whose roles are searched one by one. For more, those of the whole instance are read once. */
const MOST_SEARCHED = 250;

/** Returns the list of assignments of an instance. */
export const assignmentList = (instance: InstanceRow, where: object): List<NamedAssignment, AssignmentParts> => ({
  rows: (scope) => readNamed(scope, instance, where),
  name: ({ id }) => id,
  check: (action) => ({ action, resource: '*' }),
  key: ({ id }) => id,
  parts: { use: { actions: ['sso:ListAccountsForProvisionedPermissionSet'], read: usesReader(instance) } },
  sort: 'account',
  fields: {
    id: { filter: ({ id }) => id },
    account: {
      sort: ({ account, accountId }) => account ?? accountId,
      filter: ({ account, accountId }) => [account ?? '', accountId],
    },
    permissionSet: { sort: ({ permissionSet }) => permissionSet, filter: ({ permissionSet }) => permissionSet },
    principal: { sort: ({ principal }) => principal, filter: ({ principal, principalId }) => principal ?? principalId },
    type: { sort: ({ principalType }) => typeText(principalType), filter: ({ principalType }) => typeText(principalType) },
    created: { sort: ({ createdAt }) => createdAt },
    lastUsed: { of: 'use', sort: (use) => use?.Date },
    use: { of: 'use', sort: (use) => use?.Use, filter: (use) => use?.Use },
  },
});

/** Returns a function that reads the last uses of assignments. */
function usesReader(instance: InstanceRow) {
  let all: ReturnType<typeof readUses> | undefined;
  return async ({ db, now }: Scope, rows: readonly NamedAssignment[]) => {
    const isFew = rows.length < MOST_SEARCHED && !all;
    if (!isFew) all ??= readUses(db, instance);
    const uses = await (all ?? readUses(db, instance, { pairs: rows }));
    return (row: NamedAssignment) => {
      const lastUsedAt = uses.get(keyOfUse(row)) ?? null;
      return { Date: lastUsedAt, Use: useOf(now, row.createdAt, lastUsedAt) };
    };
  };
}

const typeText = (type: string) => (type === 'USER' ? 'User' : 'Group');

async function* readNamed(scope: Scope, instance: InstanceRow, where: object): AsyncGenerator<readonly NamedAssignment[]> {
  const { db } = scope;
  const sets = await db.permissionSet.findMany({ where: { instanceId: instance.id }, select: { id: true, name: true } });
  const setNames = new Map(sets.map(({ id, name }) => [id, name]));
  const chunks = readInChunks(
    (after, take) =>
      db.accountAssignment.findMany({
        where: { instanceId: instance.id, ...where, id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
      }),
    ({ id }) => id,
  );
  for await (const rows of chunks) {
    const accounts = await accountNames(
      db,
      rows.map(({ accountId }) => accountId),
    );
    const principals = await principalNames(
      db,
      instance.identityStoreId,
      rows.map(({ principalId }) => principalId),
    );
    yield rows.map((row) => ({
      ...row,
      account: accounts.get(row.accountId) ?? null,
      permissionSet: setNames.get(row.permissionSetId) ?? row.permissionSetId,
      principal: principals.get(row.principalId) ?? null,
    }));
  }
}

/**
 * Lists assignments for the console, of one account, permission set or principal, or all. AWS has no such call: it needs the permission of
 * ListAccountAssignments for every account and permission set that the list may contain.
 */
export const ListAssignmentOverviews = defineOperation({
  service: 'gatehouse',
  name: 'ListAssignmentOverviews',
  access: 'List',
  input: Narrowed,
  target: (_input, scope) => findOwnInstance(scope),
  checks: (asked, scope, instance): Check[] => {
    const action = 'sso:ListAccountAssignments';
    if (!instance) return [ownInstanceCheck(action, scope, instance)];
    const { partition } = scope;
    const id = asked.PermissionSetId ?? '*';
    return [
      ownInstanceCheck(action, scope, instance),
      { action, resource: permissionSetArn(partition, { instanceId: instance.id, id }) },
      { action, resource: accountArn({ InstanceArn: instanceArn(partition, instance.id) }, asked.AccountId ?? '*') },
    ];
  },
  run: async (
    { AccountId: accountId, PermissionSetId, PrincipalId, ...asked },
    scope,
    found,
  ): Promise<ListPage<AssignmentOverview>> => {
    const instance = requireOwnInstance(found);
    const where = {
      ...(accountId !== undefined && { accountId }),
      ...(PermissionSetId !== undefined && { permissionSetId: PermissionSetId }),
      ...(PrincipalId !== undefined && { principalId: PrincipalId }),
    };
    const { Rows, ...page } = await readListPage(scope, assignmentList(instance, where), asked);
    return { ...page, Rows: Rows.map((seen) => toOverview(scope, seen)) };
  },
});

/** Returns an assignment as the console's lists show it. */
export function toOverview({ partition }: Scope, { row, parts }: Seen<NamedAssignment, AssignmentParts>): AssignmentOverview {
  return {
    Id: row.id,
    AccountId: row.accountId,
    AccountName: row.account,
    PermissionSetId: row.permissionSetId,
    PermissionSetName: row.permissionSet,
    PermissionSetArn: permissionSetArn(partition, { instanceId: row.instanceId, id: row.permissionSetId }),
    PrincipalType: row.principalType === 'USER' ? 'USER' : 'GROUP',
    PrincipalId: row.principalId,
    PrincipalName: row.principal,
    CreatedDate: row.createdAt,
    LastUsed: parts.use,
  };
}
