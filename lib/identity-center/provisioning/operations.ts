import { accessDenied } from '../../core/authorization/position-denied';
import { readByIds } from '../../core/work/bulk';
import { conflict, invalid } from '../errors';
import { accountArn, type InstanceScope, instanceOperation } from '../operation';
import { pageFrom, pageStart } from '../paging';
import type { PermissionSetRow } from '../permission-set/rows';
import { permissionSetArn } from '../permission-set/rows';
import { permissionSetOperation } from '../permission-set-operation';
import { provision } from '../provisioned-roles';
import { begun, insertRequest, type RequestRow, requestPage, requireRequest, toRequest } from '../requests';
import {
  DescribePermissionSetProvisioningStatusInput,
  ListAccountsForProvisionedPermissionSetInput,
  ListPermissionSetProvisioningStatusInput,
  ListPermissionSetsProvisionedToAccountInput,
  ProvisionPermissionSetInput,
} from './schema';

/** The most accounts that are provisioned with the call. A background job provisions more. */
const AT_ONCE = 5;

/**
 * Gives accounts the current definition of a permission set. A few are done with the call, and many by a background job, which continues
 * after a restart. As in AWS, the first answer says IN_PROGRESS in both cases.
 */
export const ProvisionPermissionSet = permissionSetOperation({
  name: 'ProvisionPermissionSet',
  access: 'Write',
  input: ProvisionPermissionSetInput,
  // It is not confirmed which account AWS checks for ALL_PROVISIONED_ACCOUNTS. Here the caller needs permission for each.
  checks: async (input, scope, row) => {
    const { TargetType, TargetId } = input;
    const all = async () => (scope && row ? provisionedAccounts(scope, row) : []);
    const accounts = TargetType === 'ALL_PROVISIONED_ACCOUNTS' ? await all() : TargetId === undefined ? [] : [TargetId];
    return accounts.map((id) => ({ resource: accountArn(input, id) }));
  },
  run: async ({ TargetType, TargetId, PermissionSetArn }, scope, row) => {
    const { instance, accountId } = scope;
    if (TargetType === 'ALL_PROVISIONED_ACCOUNTS') return provisionAll(scope, row);
    if (TargetId === undefined) throw invalid('TargetId is required when TargetType is AWS_ACCOUNT.', 'TargetId');
    if (TargetId === instance.accountId && accountId !== instance.accountId)
      throw accessDenied(scope, 'sso:ProvisionPermissionSet', PermissionSetArn);
    return answer(scope, row, await provision({ ...scope, caller: scope }, row, TargetId), { accountId: TargetId });
  },
});

async function provisionAll(scope: InstanceScope, row: PermissionSetRow) {
  const { db, instance } = scope;
  const running = { permissionSetId: row.id, kind: 'PROVISIONING', status: 'IN_PROGRESS' };
  if (await db.identityCenterRequest.findFirst({ where: running }))
    throw conflict(`The permission set with id ${row.id} is being provisioned.`);
  const accounts = await provisionedAccounts(scope, row);
  // The caller's own permissions decide in the management account, and the job does not have them.
  const now = accounts.length > AT_ONCE ? accounts.filter((id) => id === instance.accountId) : accounts;
  const failures: string[] = [];
  for (const id of now) {
    const failure = await provision({ ...scope, caller: scope }, row, id);
    if (failure !== null) failures.push(failure);
  }
  return answer(scope, row, failures[0] ?? null, { accountId: null, goesOn: now.length < accounts.length });
}

async function answer(
  scope: InstanceScope,
  row: PermissionSetRow,
  failureReason: string | null,
  { accountId, goesOn = false }: { accountId: string | null; goesOn?: boolean },
) {
  const status = goesOn ? 'IN_PROGRESS' : failureReason === null ? 'SUCCEEDED' : 'FAILED';
  const given = { kind: 'PROVISIONING', status, permissionSetId: row.id, accountId, failureReason };
  const request = await insertRequest(scope, row, given);
  return { PermissionSetProvisioningStatus: toStatus(scope, begun(request)) };
}

/** Returns the SDK's shape. Requests for all accounts name no account, which is not confirmed. */
function toStatus({ partition }: InstanceScope, row: RequestRow) {
  const status = toRequest(partition, row);
  // A failure in one account is told when all accounts are done.
  const FailureReason = status.Status === 'FAILED' ? status.FailureReason : undefined;
  return { ...status, FailureReason, AccountId: row.accountId ?? undefined };
}

async function provisionedAccounts({ db }: Pick<InstanceScope, 'db'>, { id }: PermissionSetRow): Promise<string[]> {
  const rows = await db.provisionedPermissionSet.findMany({
    where: { permissionSetId: id },
    select: { accountId: true },
    orderBy: { accountId: 'asc' },
  });
  return rows.map(({ accountId }) => accountId);
}

export const DescribePermissionSetProvisioningStatus = instanceOperation({
  name: 'DescribePermissionSetProvisioningStatus',
  access: 'Read',
  callers: 'administrator',
  input: DescribePermissionSetProvisioningStatusInput,
  run: async ({ ProvisionPermissionSetRequestId: id }, scope) => ({
    PermissionSetProvisioningStatus: toStatus(scope, await requireRequest(scope, 'PROVISIONING', id)),
  }),
});

export const ListPermissionSetProvisioningStatus = instanceOperation({
  name: 'ListPermissionSetProvisioningStatus',
  access: 'List',
  callers: 'administrator',
  input: ListPermissionSetProvisioningStatusInput,
  run: async (input, scope) => {
    const { requests, page } = await requestPage(scope, 'PROVISIONING', input);
    return { PermissionSetsProvisioningStatus: requests, ...page };
  },
});

type Filter = 'LATEST_PERMISSION_SET_PROVISIONED' | 'LATEST_PERMISSION_SET_NOT_PROVISIONED' | undefined;

/** Lists the accounts that have a permission set, or only those that have its latest definition or lack it. */
export const ListAccountsForProvisionedPermissionSet = permissionSetOperation({
  name: 'ListAccountsForProvisionedPermissionSet',
  access: 'List',
  input: ListAccountsForProvisionedPermissionSetInput,
  run: async (input, { db }, { id, version }) => {
    const status = input.ProvisioningStatus;
    const list = `ListAccountsForProvisionedPermissionSet:${id}:${status}`;
    const { after = '', take, limit } = pageStart(list, input);
    const versions = { LATEST_PERMISSION_SET_PROVISIONED: version, LATEST_PERMISSION_SET_NOT_PROVISIONED: { not: version } };
    const rows = await db.provisionedPermissionSet.findMany({
      where: { permissionSetId: id, accountId: { gt: after }, ...(status && { version: versions[status] }) },
      orderBy: { accountId: 'asc' },
      take,
    });
    const { items, ...page } = pageFrom(list, rows, limit, ({ accountId }) => accountId);
    return { AccountIds: items.map(({ accountId }) => accountId), ...page };
  },
});

export const ListPermissionSetsProvisionedToAccount = instanceOperation({
  name: 'ListPermissionSetsProvisionedToAccount',
  access: 'List',
  callers: 'administrator',
  input: ListPermissionSetsProvisionedToAccountInput,
  checks: (input) => [{ resource: accountArn(input, input.AccountId) }],
  run: async (input, { db, instance, partition }) => {
    const { AccountId: accountId, ProvisioningStatus } = input;
    const list = `ListPermissionSetsProvisionedToAccount:${instance.id}:${accountId}:${ProvisioningStatus}`;
    const { after = '', limit } = pageStart(list, input);
    const rows = await db.provisionedPermissionSet.findMany({
      where: { instanceId: instance.id, accountId, permissionSetId: { gt: after } },
      orderBy: { permissionSetId: 'asc' },
    });
    const definitions = await readByIds(
      rows.map(({ permissionSetId }) => permissionSetId),
      (ids) => db.permissionSet.findMany({ where: { id: { in: ids } }, select: { id: true, version: true } }),
    );
    const latest = new Map(definitions.map(({ id, version }) => [id, version]));
    const shown = rows.filter(({ permissionSetId, version }) =>
      matches(ProvisioningStatus, latest.get(permissionSetId) === version),
    );
    const { items, ...page } = pageFrom(list, shown, limit, ({ permissionSetId }) => permissionSetId);
    const arns = items.map(({ permissionSetId: id }) => permissionSetArn(partition, { instanceId: instance.id, id }));
    return { PermissionSets: arns, ...page };
  },
});

function matches(filter: Filter, isLatest: boolean): boolean {
  return filter === undefined || isLatest === (filter === 'LATEST_PERMISSION_SET_PROVISIONED');
}
