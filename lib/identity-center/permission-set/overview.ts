import { type List, readListPage, type Seen } from '../../core/list/list';
import { ListInput, type ListPage } from '../../core/list/schema';
import { defineOperation, type Scope } from '../../core/operation';
import { readByIds, readInChunks } from '../../core/work/bulk';
import type { InstanceRow } from '../instance/rows';
import { findOwnInstance, ownInstanceCheck, requireOwnInstance } from '../own-instance';
import { type Use, useOf } from '../use/limits';
import { readUses } from '../use/rows';
import { definitionOf, type PermissionSetRow, permissionSetArn } from './rows';

/** The number of accounts that have a permission set, and of those whose copy is older than its definition. */
export type ProvisionedCount = { accounts: number; outdated: number };

/** The number of assignments of a permission set, the last use of its roles, and whether it counts as used. */
export type PermissionSetUse = { assignments: number; lastUsedAt: Date | null; use: Use };

type PermissionSetParts = { settings: true; policies: number; provisioned: ProvisionedCount; use: PermissionSetUse };

/** A permission set in the console's list. A part is null if the caller may not read it. */
export type PermissionSetOverview = {
  Id: string;
  Name: string;
  PermissionSetArn: string;
  CreatedDate: Date;
  Description: string | null;
  SessionDuration: string | null;
  PolicyCount: number | null;
  Provisioned: ProvisionedCount | null;
  Use: PermissionSetUse | null;
};

const shownArn = (row: PermissionSetRow, { partition }: Scope) => permissionSetArn(partition, row);

/** Returns the state of a permission set in accounts, in words. */
function stateOf(count: ProvisionedCount | null): string | null {
  if (!count) return null;
  if (count.accounts === 0) return 'Not provisioned';
  return count.outdated > 0 ? 'Needs provisioning' : 'Provisioned';
}

const permissionSetList = (instance: InstanceRow): List<PermissionSetRow, PermissionSetParts> => ({
  rows: ({ db }) =>
    readInChunks(
      (after, take) =>
        db.permissionSet.findMany({ where: { instanceId: instance.id, name: { gt: after } }, orderBy: { name: 'asc' }, take }),
      ({ name }) => name,
    ),
  name: ({ name }) => name,
  resource: shownArn,
  tagsId: ({ id }) => id,
  key: ({ name }) => name,
  parts: {
    settings: { actions: ['sso:DescribePermissionSet'], read: async () => () => true },
    policies: {
      actions: [
        'sso:ListManagedPoliciesInPermissionSet',
        'sso:ListCustomerManagedPolicyReferencesInPermissionSet',
        'sso:GetInlinePolicyForPermissionSet',
      ],
      read: async () => countPolicies,
    },
    provisioned: { actions: ['sso:ListAccountsForProvisionedPermissionSet'], read: countProvisioned },
    use: {
      actions: ['sso:ListAccountAssignments', 'sso:ListAccountsForProvisionedPermissionSet'],
      read: (scope, rows) => readSetUses(scope, instance, rows),
    },
  },
  sort: 'name',
  fields: {
    name: { sort: ({ name }) => name, filter: ({ name }) => name },
    state: { of: 'provisioned', sort: stateOf, filter: stateOf },
    policies: { of: 'policies', sort: (count) => count },
    assignments: { of: 'use', sort: (use) => use?.assignments },
    lastUsed: { of: 'use', sort: (use) => use?.lastUsedAt },
    use: { of: 'use', sort: (use) => use?.use, filter: (use) => use?.use },
    duration: { of: 'settings', sort: (may, row) => may && row.sessionDuration },
    description: { of: 'settings', filter: (may, row) => may && row.description },
    created: { sort: ({ createdAt }) => createdAt },
    arn: { sort: shownArn },
  },
});

/** Lists permission sets for the console: ListPermissionSets with what AWS's page reads for each. */
export const ListPermissionSetOverviews = defineOperation({
  service: 'gatehouse',
  name: 'ListPermissionSetOverviews',
  access: 'List',
  input: ListInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: (_input, scope, instance) => [ownInstanceCheck('sso:ListPermissionSets', scope, instance)],
  run: async (input, scope, instance): Promise<ListPage<PermissionSetOverview>> => {
    const { Rows, ...page } = await readListPage(scope, permissionSetList(requireOwnInstance(instance)), input);
    return { ...page, Rows: Rows.map((seen) => toOverview(scope, seen)) };
  },
});

function toOverview(scope: Scope, { row, parts }: Seen<PermissionSetRow, PermissionSetParts>): PermissionSetOverview {
  return {
    Id: row.id,
    Name: row.name,
    PermissionSetArn: shownArn(row, scope),
    CreatedDate: row.createdAt,
    Description: parts.settings && (row.description ?? ''),
    SessionDuration: parts.settings && row.sessionDuration,
    PolicyCount: parts.policies,
    Provisioned: parts.provisioned,
    Use: parts.use,
  };
}

function countPolicies(row: PermissionSetRow): number {
  const { managedPolicies, customerPolicies, inlinePolicy } = definitionOf(row);
  return managedPolicies.length + customerPolicies.length + (inlinePolicy === null ? 0 : 1);
}

async function countProvisioned({ db }: Scope, rows: readonly PermissionSetRow[]) {
  const counts = await readByIds(
    rows.map(({ id }) => id),
    (ids) =>
      db.provisionedPermissionSet.groupBy({
        by: ['permissionSetId', 'version'],
        where: { permissionSetId: { in: ids } },
        _count: { _all: true },
      }),
  );
  return ({ id, version }: PermissionSetRow): ProvisionedCount => {
    const own = counts.filter(({ permissionSetId }) => permissionSetId === id);
    const sum = (some: typeof own) => some.reduce((total, { _count }) => total + _count._all, 0);
    return { accounts: sum(own), outdated: sum(own.filter((one) => one.version !== version)) };
  };
}

async function readSetUses({ db, now }: Scope, instance: InstanceRow, rows: readonly PermissionSetRow[]) {
  const permissionSetIds = rows.map(({ id }) => id);
  const counts = await readByIds(permissionSetIds, (ids) =>
    db.accountAssignment.groupBy({
      by: ['permissionSetId'],
      where: { permissionSetId: { in: ids } },
      _count: { _all: true },
    }),
  );
  const assignments = new Map(counts.map(({ permissionSetId, _count }) => [permissionSetId, _count._all]));
  const newest = new Map<string, Date>();
  for (const [key, time] of await readUses(db, instance, { permissionSetIds })) {
    const [id = ''] = key.split('/');
    const known = newest.get(id);
    if (!known || known < time) newest.set(id, time);
  }
  return ({ id, createdAt }: PermissionSetRow): PermissionSetUse => {
    const lastUsedAt = newest.get(id) ?? null;
    return { assignments: assignments.get(id) ?? 0, lastUsedAt, use: useOf(now, createdAt, lastUsedAt) };
  };
}
