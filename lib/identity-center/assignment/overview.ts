import { z } from 'zod';
import { type List, readListPage } from '../../core/list/list';
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
};

const Narrowed = ListInput.extend({
  AccountId: AccountId.optional(),
  PermissionSetId: z.string().max(64).optional(),
  PrincipalId: z.string().max(64).optional(),
});

type Named = AssignmentRow & { account: string | null; permissionSet: string; principal: string | null };

const assignmentList = (instance: InstanceRow, where: object): List<Named, Record<never, never>> => ({
  rows: (scope) => readNamed(scope, instance, where),
  name: ({ id }) => id,
  check: (action) => ({ action, resource: '*' }),
  key: ({ id }) => id,
  parts: {},
  sort: 'account',
  fields: {
    account: {
      sort: ({ account, accountId }) => account ?? accountId,
      filter: ({ account, accountId }) => [account ?? '', accountId],
    },
    permissionSet: { sort: ({ permissionSet }) => permissionSet, filter: ({ permissionSet }) => permissionSet },
    principal: { sort: ({ principal }) => principal, filter: ({ principal, principalId }) => principal ?? principalId },
    type: { sort: ({ principalType }) => typeText(principalType), filter: ({ principalType }) => typeText(principalType) },
    created: { sort: ({ createdAt }) => createdAt },
  },
});

const typeText = (type: string) => (type === 'USER' ? 'User' : 'Group');

async function* readNamed(scope: Scope, instance: InstanceRow, where: object): AsyncGenerator<readonly Named[]> {
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
    return { ...page, Rows: Rows.map(({ row }) => toOverview(scope, row)) };
  },
});

function toOverview({ partition }: Scope, row: Named): AssignmentOverview {
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
  };
}
