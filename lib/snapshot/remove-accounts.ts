import { deleteChangesOf } from '../core/events/change-log';
import { letOthersIn } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { noContents } from './contents';
import { planRestore } from './plan-restore';
import { restoreContents } from './restore-contents';

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
  await db.handshake.deleteMany({ where: { organizationId: { in: organizationIds } } });
  await deleteChangesOf(db, organizationIds);
  for (const { Id } of plan.removed) {
    await db.handshake.deleteMany({ where: { accountId: Id } });
    await removeHistory(db, Id);
  }
}

// Each step takes some milliseconds, however long the history is.
const ROWS_AT_ONCE = 500;

async function removeHistory(db: Transaction, accountId: string): Promise<void> {
  const some = { where: { accountId }, take: ROWS_AT_ONCE } as const;
  for (let more = true; more; await letOthersIn()) {
    const events = await db.event.findMany({ ...some, select: { id: true } });
    const traces = await db.decisionTrace.findMany({ ...some, select: { id: true } });
    await db.event.deleteMany({ where: { id: { in: events.map(({ id }) => id) } } });
    await db.decisionTrace.deleteMany({ where: { id: { in: traces.map(({ id }) => id) } } });
    const callers = await db.eventCaller.findMany({ ...some, select: { id: true } });
    await db.eventCaller.deleteMany({ where: { id: { in: callers.map(({ id }) => id) } } });
    more = [events, traces, callers].some(({ length }) => length === ROWS_AT_ONCE);
  }
  await db.lastUse.deleteMany({ where: { accountId } });
  await db.accessReport.deleteMany({ where: { accountId } });
  await db.policyGeneration.deleteMany({ where: { accountId } });
  await db.billingPayer.deleteMany({ where: { accountId } });
  await db.postureFinding.deleteMany({ where: { accountId } });
  await db.postureKept.deleteMany({ where: { accountId } });
  await db.postureException.deleteMany({ where: { OR: [{ accountId }, { targetId: accountId }] } });
  await db.postureScore.deleteMany({ where: { scopeId: accountId } });
  await db.postureParameters.deleteMany({ where: { accountId } });
  await db.attemptAccount.deleteMany({ where: { accountId } });
  await db.demonstrationAccount.deleteMany({ where: { accountId } });
}
