import { randomUUID } from 'node:crypto';
import { accessDenied } from '../../core/authorization/position-denied';
import { quotas } from '../../core/quotas';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { findStorePrincipal } from '../../identity-store/rows';
import { accountArn, type InstanceScope, instanceOperation } from '../operation';
import { pageFrom, pageStart } from '../paging';
import type { PermissionSetRow } from '../permission-set/rows';
import { permissionSetArn } from '../permission-set/rows';
import { permissionSetOperation } from '../permission-set-operation';
import { findProvisioned, isWhole, provision, repairProvider, unprovision } from '../provisioned-roles';
import { begun, insertRequest, type RequestKind, type RequestRow, requestPage, requireRequest, toRequest } from '../requests';
import { PrincipalType } from '../shapes';
import { type AssignmentRow, assignmentsOfUser } from './rows';
import {
  CreateAccountAssignmentInput,
  DeleteAccountAssignmentInput,
  DescribeAccountAssignmentCreationStatusInput,
  DescribeAccountAssignmentDeletionStatusInput,
  ListAccountAssignmentsForPrincipalInput,
  ListAccountAssignmentsInput,
  ListStatusInput,
} from './schema';

type Assignment = { TargetId: string; PermissionSetArn: string; PrincipalType: 'USER' | 'GROUP'; PrincipalId: string };

/** The delegated administrator may not change assignments of the management account. */
function requireManageable(scope: InstanceScope, name: string, { TargetId, PermissionSetArn }: Assignment): void {
  const { instance, accountId } = scope;
  if (TargetId === instance.accountId && accountId !== instance.accountId)
    throw accessDenied(scope, `sso:${name}`, PermissionSetArn);
}

const assignmentKey = (row: PermissionSetRow, { TargetId, PrincipalType: principalType, PrincipalId }: Assignment) => ({
  permissionSetId: row.id,
  accountId: TargetId,
  principalType,
  principalId: PrincipalId.toLowerCase(),
});

/**
 * Assigns a permission set in an account, and provisions it there if the account lacks it. AWS does so in the background. Here everything is
 * written with the request, or nothing if it fails. As in AWS, the first answer says IN_PROGRESS, and an existing assignment is no error.
 */
export const CreateAccountAssignment = permissionSetOperation({
  name: 'CreateAccountAssignment',
  access: 'Write',
  input: CreateAccountAssignmentInput,
  checks: (input) => [{ resource: accountArn(input, input.TargetId) }],
  run: async (input, scope, row) => {
    requireManageable(scope, 'CreateAccountAssignment', input);
    const failureReason = await assign(scope, row, input);
    const request = await requestOf(scope, row, 'CREATION', input, failureReason);
    return { AccountAssignmentCreationStatus: toStatus(scope, begun(request)) };
  },
});

/** @returns the reason of a failure, or null */
async function assign(scope: InstanceScope, row: PermissionSetRow, input: Assignment): Promise<string | null> {
  const { db, instance, now } = scope;
  const { PrincipalType: type, PrincipalId, TargetId: accountId } = input;
  if (!(await findStorePrincipal(db, instance.identityStoreId, type, PrincipalId)))
    return `Received a 404 status error: the ${type} assignee ${PrincipalId} was not found in directory ${instance.identityStoreId}.`;
  const key = assignmentKey(row, input);
  const present = await db.accountAssignment.findUnique({ where: { permissionSetId_accountId_principalType_principalId: key } });
  const most = quotas().GroupsPerPermissionSet;
  const groups = { permissionSetId: row.id, accountId, principalType: 'GROUP' };
  if (!present && type === 'GROUP' && (await db.accountAssignment.count({ where: groups })) >= most)
    return `Received a 402 status error: ${most} groups are assigned to the permission set in the account, the most that are allowed.`;
  const around = { ...scope, caller: scope };
  const failure = (await isWhole(scope, row.id, accountId))
    ? await repairProvider(around, accountId)
    : await provision(around, row, accountId);
  if (failure !== null) return failure;
  const { id: instanceId, ownerId } = instance;
  if (!present) await db.accountAssignment.create({ data: { id: randomUUID(), instanceId, ownerId, ...key, createdAt: now } });
  return null;
}

/** Deletes an assignment. The role goes with the last assignment of the permission set in the account. */
export const DeleteAccountAssignment = permissionSetOperation({
  name: 'DeleteAccountAssignment',
  access: 'Write',
  input: DeleteAccountAssignmentInput,
  checks: (input) => [{ resource: accountArn(input, input.TargetId) }],
  run: async (input, scope, row) => {
    requireManageable(scope, 'DeleteAccountAssignment', input);
    const failureReason = await unassign(scope, row, input);
    const request = await requestOf(scope, row, 'DELETION', input, failureReason);
    return { AccountAssignmentDeletionStatus: toStatus(scope, begun(request)) };
  },
});

/** @returns the reason of a failure, or null */
async function unassign(scope: InstanceScope, row: PermissionSetRow, input: Assignment): Promise<string | null> {
  const { db, instance } = scope;
  const { TargetId: accountId, PrincipalId } = input;
  const { count } = await db.accountAssignment.deleteMany({ where: assignmentKey(row, input) });
  if (count === 0)
    return `Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key EntitlementKey{accessorId=AccessorId{value=${PrincipalId}}, resourceId=${row.id}, auxiliaryResourceId=${accountId}, containerId=${instance.id}}`;
  if ((await db.accountAssignment.count({ where: { permissionSetId: row.id, accountId } })) > 0) return null;
  const provisioned = await findProvisioned(scope, row.id, accountId);
  if (provisioned) await unprovision({ ...scope, caller: null }, provisioned);
  return null;
}

function requestOf(
  scope: InstanceScope,
  row: PermissionSetRow,
  kind: RequestKind,
  { TargetId, PrincipalType: principalType, PrincipalId }: Assignment,
  failureReason: string | null,
): Promise<RequestRow> {
  const status = failureReason === null ? 'SUCCEEDED' : 'FAILED';
  const about = { permissionSetId: row.id, accountId: TargetId, principalType, principalId: PrincipalId };
  return insertRequest(scope, row, { kind, status, failureReason, ...about });
}

function toStatus({ partition }: InstanceScope, row: RequestRow) {
  const { accountId, principalType, principalId } = row;
  return {
    ...toRequest(partition, row),
    TargetId: accountId ?? undefined,
    TargetType: 'AWS_ACCOUNT' as const,
    PrincipalType: principalType === null ? undefined : oneOf(PrincipalType.options, principalType),
    PrincipalId: principalId ?? undefined,
  };
}

export const DescribeAccountAssignmentCreationStatus = instanceOperation({
  name: 'DescribeAccountAssignmentCreationStatus',
  access: 'Read',
  callers: 'administrator',
  input: DescribeAccountAssignmentCreationStatusInput,
  run: async ({ AccountAssignmentCreationRequestId: id }, scope) => ({
    AccountAssignmentCreationStatus: toStatus(scope, await requireRequest(scope, 'CREATION', id)),
  }),
});

export const DescribeAccountAssignmentDeletionStatus = instanceOperation({
  name: 'DescribeAccountAssignmentDeletionStatus',
  access: 'Read',
  callers: 'administrator',
  input: DescribeAccountAssignmentDeletionStatusInput,
  run: async ({ AccountAssignmentDeletionRequestId: id }, scope) => ({
    AccountAssignmentDeletionStatus: toStatus(scope, await requireRequest(scope, 'DELETION', id)),
  }),
});

export const ListAccountAssignmentCreationStatus = instanceOperation({
  name: 'ListAccountAssignmentCreationStatus',
  access: 'List',
  callers: 'administrator',
  input: ListStatusInput,
  run: async (input, scope) => {
    const { requests, page } = await requestPage(scope, 'CREATION', input);
    return { AccountAssignmentsCreationStatus: requests, ...page };
  },
});

export const ListAccountAssignmentDeletionStatus = instanceOperation({
  name: 'ListAccountAssignmentDeletionStatus',
  access: 'List',
  callers: 'administrator',
  input: ListStatusInput,
  run: async (input, scope) => {
    const { requests, page } = await requestPage(scope, 'DELETION', input);
    return { AccountAssignmentsDeletionStatus: requests, ...page };
  },
});

/** Lists the assignments of one permission set in one account. */
export const ListAccountAssignments = permissionSetOperation({
  name: 'ListAccountAssignments',
  access: 'List',
  input: ListAccountAssignmentsInput,
  checks: (input) => [{ resource: accountArn(input, input.AccountId) }],
  run: async (input, scope, row) => {
    const list = `ListAccountAssignments:${row.id}:${input.AccountId}`;
    return assignmentPage(scope, list, input, { permissionSetId: row.id, accountId: input.AccountId });
  },
});

/**
 * Lists the assignments of a user or group. For a user, those of its groups are listed as well, with the group as their principal: no
 * sentence of AWS confirms this.
 */
export const ListAccountAssignmentsForPrincipal = instanceOperation({
  name: 'ListAccountAssignmentsForPrincipal',
  access: 'List',
  callers: 'owner',
  input: ListAccountAssignmentsForPrincipalInput,
  run: async (input, scope) => {
    const { db, instance } = scope;
    const { PrincipalType: principalType, Filter } = input;
    const principalId = input.PrincipalId.toLowerCase();
    const principal =
      principalType === 'USER'
        ? await assignmentsOfUser(db, instance, principalId)
        : { instanceId: instance.id, principalType, principalId };
    const accountId = Filter?.AccountId;
    const list = ['ListAccountAssignmentsForPrincipal', instance.id, principalType, principalId, accountId].join(':');
    return assignmentPage(scope, list, input, { ...principal, ...(accountId !== undefined && { accountId }) });
  },
});

type Where = NonNullable<NonNullable<Parameters<Transaction['accountAssignment']['findMany']>[0]>['where']>;

/** Returns a page of assignments, by id. */
async function assignmentPage(
  { db, partition }: InstanceScope,
  list: string,
  input: { NextToken?: string | undefined; MaxResults?: number | undefined },
  where: Where,
) {
  const { after = '', take, limit } = pageStart(list, input);
  const rows = await db.accountAssignment.findMany({ where: { ...where, id: { gt: after } }, orderBy: { id: 'asc' }, take });
  const { items, ...page } = pageFrom(list, rows, limit, ({ id }) => id);
  return { AccountAssignments: items.map((row) => toAssignment(partition, row)), ...page };
}

function toAssignment(partition: InstanceScope['partition'], { instanceId, permissionSetId, ...row }: AssignmentRow) {
  return {
    AccountId: row.accountId,
    PermissionSetArn: permissionSetArn(partition, { instanceId, id: permissionSetId }),
    PrincipalType: oneOf(PrincipalType.options, row.principalType),
    PrincipalId: row.principalId,
  };
}
