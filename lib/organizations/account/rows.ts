import type { Account, CreateAccountFailureReason, CreateAccountStatus } from '@aws-sdk/client-organizations';
import { accountState } from '../../account/closure';
import type { AccountState } from '../../core/account-facts';
import { oneOf } from '../../core/text/lists';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { organizationsError } from '../errors';
import type { OrganizationScope } from '../organizations-operation';
import { type AccountRow, membersOf, nodeArn, pathsDownTo, type TreeNode } from '../tree';

export type CreateAccountRequestRow = NonNullable<Awaited<ReturnType<Transaction['createAccountRequest']['findUnique']>>>;

// AWS: Status is the older member with fewer values; a closed account has SUSPENDED there.
const STATUS = {
  PENDING_ACTIVATION: 'ACTIVE',
  ACTIVE: 'ACTIVE',
  SUSPENDED: 'SUSPENDED',
  PENDING_CLOSURE: 'PENDING_CLOSURE',
  CLOSED: 'SUSPENDED',
} as const satisfies Record<AccountState, Account['Status']>;

/** Returns the SDK's shapes, each with its path. */
export async function toAccounts(scope: OrganizationScope, rows: readonly AccountRow[]) {
  const parents = await pathsDownTo(
    scope,
    rows.map((row) => row.parentId ?? scope.organization.rootId),
  );
  return rows.map((row, index) => {
    const State = accountState(row, scope.now);
    return {
      Id: row.id,
      Arn: nodeArn(scope, row.id),
      Email: row.email,
      Name: row.name,
      Status: STATUS[State],
      State,
      Paths: [`${parents[index]}${row.id}/`],
      JoinedMethod: row.joinedMethod === null ? undefined : oneOf(['INVITED', 'CREATED'], row.joinedMethod),
      JoinedTimestamp: row.joinedAt ?? undefined,
    } satisfies Account;
  });
}

/** Returns the names of accounts by id. The caller must check that the reader may see them. */
export async function accountNames(db: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const rows = await readByIds(ids, (some) =>
    db.account.findMany({ where: { id: { in: some } }, select: { id: true, name: true } }),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** An account's name and the root or OU that it is in. The parent is null outside of an organization. */
type AccountPlace = { id: string; name: string; parentId: string | null };

/** Returns the names and parents of accounts by id. The caller must check that the reader may see them. */
export async function accountPlaces(db: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, AccountPlace>> {
  const rows = await readByIds(ids, (some) =>
    db.account.findMany({ where: { id: { in: some } }, select: { id: true, name: true, parentId: true } }),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns the names and parents of an organization's accounts. */
export function accountPlacesOf(db: Transaction, organizationId: string): Promise<AccountPlace[]> {
  return db.account.findMany({ where: { organizationId }, select: { id: true, name: true, parentId: true } });
}

/** Returns the names and email addresses of accounts. */
export function accountContacts(db: Transaction, ids: Iterable<string>): Promise<{ id: string; name: string; email: string }[]> {
  return readByIds(ids, (some) =>
    db.account.findMany({ where: { id: { in: some } }, select: { id: true, name: true, email: true } }),
  );
}

/** Returns the ids of an organization's accounts. */
export async function accountIdsOf(db: Transaction, organizationId: string): Promise<string[]> {
  const rows = await db.account.findMany({ where: { organizationId }, select: { id: true }, orderBy: { id: 'asc' } });
  return rows.map(({ id }) => id);
}

/**
 * Returns the account of a node.
 * @throws AwsError AccountNotFound
 */
export function requireMember(node: TreeNode | null): AccountRow {
  if (node?.type !== 'ACCOUNT') throw organizationsError('AccountNotFoundException');
  return node.row;
}

/**
 * Returns the number of accounts that count against the quota: members, closed ones that are still listed, and open invitations.
 */
export async function countAccounts(scope: OrganizationScope): Promise<number> {
  const { db, organization, now } = scope;
  const members = await db.account.count({ where: membersOf(scope) });
  const open = { organizationId: organization.id, action: 'INVITE', state: 'OPEN', expiresAt: { gt: now } };
  return members + (await db.handshake.count({ where: open }));
}

/** Returns the SDK's shape, without members that don't apply yet. */
export function toCreateAccountStatus(row: CreateAccountRequestRow) {
  return {
    Id: row.id,
    AccountName: row.accountName,
    State: oneOf(['IN_PROGRESS', 'SUCCEEDED', 'FAILED'], row.state),
    RequestedTimestamp: row.requestedAt,
    ...(row.completedAt === null ? {} : { CompletedTimestamp: row.completedAt }),
    ...(row.accountId === null ? {} : { AccountId: row.accountId }),
    ...(row.govCloudId === null ? {} : { GovCloudAccountId: row.govCloudId }),
    ...(row.failureReason === null ? {} : { FailureReason: row.failureReason as CreateAccountFailureReason }),
  } satisfies CreateAccountStatus;
}

/** Returns the account that a request for one created, or null. */
export async function accountOfRequest(db: Transaction, requestId: string): Promise<string | null> {
  const row = await db.createAccountRequest.findUnique({ where: { id: requestId }, select: { accountId: true } });
  return row?.accountId ?? null;
}
