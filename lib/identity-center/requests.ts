import type { Partition } from '../core/call';
import type { Scope } from '../core/operation';
import { oneOf } from '../core/text/lists';
import type { Transaction } from '../db/client';
import { notFound } from './errors';
import type { InstanceScope } from './operation';
import { pageFrom, pageStart } from './paging';
import type { PermissionSetRow } from './permission-set/rows';
import { permissionSetArn } from './permission-set/rows';

export type RequestRow = NonNullable<Awaited<ReturnType<Transaction['identityCenterRequest']['findUnique']>>>;
export type RequestKind = 'CREATION' | 'DELETION' | 'PROVISIONING';

export const REQUEST_STATUSES = ['IN_PROGRESS', 'FAILED', 'SUCCEEDED'] as const;

type NewRequest = Pick<RequestRow, 'kind' | 'status' | 'permissionSetId' | 'accountId' | 'failureReason'> &
  Partial<Pick<RequestRow, 'principalType' | 'principalId' | 'doneUpTo'>>;

/** Stores a request. AWS does not say for how long it lists them; here they stay until the instance is deleted. */
export function insertRequest(
  { db, call, now }: Pick<Scope, 'db' | 'call' | 'now'>,
  { instanceId, ownerId }: Pick<PermissionSetRow, 'instanceId' | 'ownerId'>,
  request: NewRequest,
): Promise<RequestRow> {
  return db.identityCenterRequest.create({ data: { id: call.requestId, instanceId, ownerId, ...request, createdAt: now } });
}

/** Returns a request as its first answer has it. The work may be done already, but clients expect this state. */
export function begun(row: RequestRow): RequestRow {
  return { ...row, status: 'IN_PROGRESS', failureReason: null };
}

/**
 * Returns a request of the instance.
 * @throws AwsError ResourceNotFoundException, in words that are not confirmed
 */
export async function requireRequest({ db, instance }: InstanceScope, kind: RequestKind, id: string): Promise<RequestRow> {
  const row = await db.identityCenterRequest.findUnique({ where: { id } });
  if (row?.instanceId !== instance.id || row.kind !== kind) throw notFound(`Could not find a request with id ${id}`);
  return row;
}

type ListInput = {
  Filter?: { Status?: string | undefined } | undefined;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

/** Returns a page of the requests of a kind, by id. As in AWS, a list has only their states. */
export async function requestPage({ db, instance }: InstanceScope, kind: RequestKind, input: ListInput) {
  const status = input.Filter?.Status;
  const list = ['requests', kind, instance.id, status].join(':');
  const { after = '', take, limit } = pageStart(list, input);
  const rows = await db.identityCenterRequest.findMany({
    where: { instanceId: instance.id, kind, id: { gt: after }, ...(status !== undefined && { status }) },
    orderBy: { id: 'asc' },
    take,
  });
  const { items, ...page } = pageFrom(list, rows, limit, ({ id }) => id);
  return { requests: items.map(toListed), page };
}

function toListed(row: RequestRow) {
  return { Status: oneOf(REQUEST_STATUSES, row.status), RequestId: row.id, CreatedDate: row.createdAt };
}

/** Returns the members that all kinds of requests have in the SDK's shapes. */
export function toRequest(partition: Partition, row: RequestRow) {
  return {
    ...toListed(row),
    FailureReason: row.failureReason ?? undefined,
    PermissionSetArn: permissionSetArn(partition, { instanceId: row.instanceId, id: row.permissionSetId }),
  };
}
