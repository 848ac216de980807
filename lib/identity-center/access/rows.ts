import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readStoreMemberships } from '../../identity-store/rows';
import type { InstanceRow } from '../instance/rows';

/** An assignment, as questions about all of them need it. */
export type Grant = { accountId: string; permissionSetId: string; principalType: string; principalId: string };

/** The assignments that are read at once. */
const ROWS_AT_ONCE = 250;

/**
 * Reads assignments of an instance in chunks, by account. Only the account has an index under the instance, so reading by id would sort all of
 * them for every chunk.
 */
export async function* readGrants(
  db: Transaction,
  { id: instanceId }: InstanceRow,
  where: { permissionSetId?: string; accountId?: string },
): AsyncGenerator<readonly Grant[]> {
  const select = { accountId: true, permissionSetId: true, principalType: true, principalId: true };
  const counts = await db.accountAssignment.groupBy({
    by: ['accountId'],
    where: { instanceId, ...where },
    orderBy: { accountId: 'asc' },
    _count: { _all: true },
  });
  for (let from = 0; from < counts.length; ) {
    const accountIds: string[] = [];
    for (let rows = 0; from < counts.length && rows < ROWS_AT_ONCE; from++) {
      const { accountId = '', _count: count } = counts[from] ?? {};
      accountIds.push(accountId);
      rows += count?._all ?? 0;
    }
    await giveWay();
    yield await db.accountAssignment.findMany({ where: { instanceId, ...where, accountId: { in: accountIds } }, select });
  }
}

/** Returns the groups of every user of a store, by user. */
export async function groupsByUser(db: Transaction, storeId: string): Promise<Map<string, string[]>> {
  const groups = new Map<string, string[]>();
  for await (const rows of readStoreMemberships(db, storeId))
    for (const { userId, groupId } of rows) {
      const own = groups.get(userId);
      if (own) own.push(groupId);
      else groups.set(userId, [groupId]);
    }
  return groups;
}
