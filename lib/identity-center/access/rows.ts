import { readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readStoreMemberships } from '../../identity-store/rows';
import type { InstanceRow } from '../instance/rows';

/** An assignment, as questions about all of them need it. */
export type Grant = { accountId: string; permissionSetId: string; principalType: string; principalId: string };

/** The assignments that are read at once. */
const ROWS_AT_ONCE = 250;

/** Reads assignments of an instance in chunks. */
export function readGrants(
  db: Transaction,
  { id: instanceId }: InstanceRow,
  where: { permissionSetId?: string; accountId?: string },
): AsyncGenerator<readonly (Grant & { id: string })[]> {
  const select = { id: true, accountId: true, permissionSetId: true, principalType: true, principalId: true };
  const next = (after: string, take: number) =>
    db.accountAssignment.findMany({ where: { instanceId, ...where, id: { gt: after } }, select, orderBy: { id: 'asc' }, take });
  return readInChunks(next, ({ id }) => id, ROWS_AT_ONCE);
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
