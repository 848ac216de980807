import { deleteChangesOf } from '../core/events/change-log';
import { allTables } from '../core/module/tables';
import { letOthersIn } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { deleteHandshakes } from '../organizations/handshake/rows';
import { noContents } from './contents';
import { planRestore } from './plan-restore';
import { restoreContents } from './restore-contents';
import { rowsOf } from './tables';

/**
 * Deletes accounts with the organizations that they manage, the accounts created in those, and their history. Accounts that
 * joined by invitation become standalone, unless they are to be deleted too. The caller must hold the lock of all writes.
 */
export async function removeAccounts(db: Transaction, ids: readonly string[], now: Date): Promise<void> {
  const organizations = await db.organization.findMany({
    where: { managementAccountId: { in: [...ids] } },
    select: { id: true },
  });
  const organizationIds = organizations.map(({ id }) => id);
  const members = await db.account.findMany({ where: { organizationId: { in: organizationIds } }, select: { id: true } });
  const accountIds = [...new Set([...ids, ...members.map(({ id }) => id)])];
  const extent = { accountIds, organizationIds };
  const contents = noContents();
  const { removed, released, ...rest } = await planRestore(db, contents, extent);
  // Accounts with these ids were invited, but are to be deleted.
  const own = released.filter(({ Id }) => ids.includes(Id));
  const plan = { ...rest, removed: [...removed, ...own], released: released.filter(({ Id }) => !ids.includes(Id)) };
  await restoreContents(db, { contents, plan, extent, savedAt: now, realTime: now });
  // INVARIANT (revision): caches of the released accounts date from their membership.
  for (const { Id } of plan.released) await db.account.update({ where: { id: Id }, data: { revision: { increment: 1 } } });
  await deleteHandshakes(db, { organizationIds });
  await deleteChangesOf(db, organizationIds);
  for (const { Id } of plan.removed) {
    await deleteHandshakes(db, { accountId: Id });
    await removeOtherRows(db, Id);
  }
}

// Each step takes some milliseconds, however long the history is.
const ROWS_AT_ONCE = 500;

/** Deletes the rows of tables that are in no snapshot, among them the account's history. */
async function removeOtherRows(db: Transaction, accountId: string): Promise<void> {
  for (const [name, table] of allTables()) {
    if (!('apart' in table)) continue;
    const { endsWith = [], key = 'id' } = table;
    const rows = rowsOf(db, name);
    for (const column of endsWith) {
      const where = { [column]: accountId };
      for (let more = true; more; await letOthersIn()) {
        const found = await rows.findMany({ where, take: ROWS_AT_ONCE, select: { [key]: true } });
        const values = [...new Set(found.map((row) => row[key]))];
        await rows.deleteMany({ where: { AND: [where, { [key]: { in: values } }] } });
        more = found.length === ROWS_AT_ONCE;
      }
    }
  }
}
