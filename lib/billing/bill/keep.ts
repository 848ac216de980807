import { giveWay, readByIds } from '../../core/bulk';
import { AwsError } from '../../core/errors';
import { log } from '../../core/log';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { monthsWithFees } from '../benefit/rows';
import { endOf, type MonthName } from '../months';
import { billingTimes, isIn, paidPeriods } from '../payers';
import { accountsWithUsage, deleteBlocks } from '../usage/rows';
import { issue, prepareIssue } from './issue';
import { billId } from './stored';

const DAY_MS = 86_400_000;
/** AWS: a month's bill is final some days after its end. */
const ISSUED_AFTER_MS = 3 * DAY_MS;
/** A month to which somebody still brings usage waits. */
const STILL_FOR_MS = DAY_MS;
/** After any month that somebody can put the day of bills ahead to. */
const LAST_MONTH = '2100-01';
/** An import that nobody finished. */
const ABANDONED_MS = 2 * DAY_MS;

/** Issues the months that are over, of all payers, oldest first, and takes imports away that nobody finished. */
export async function keepBills(database: Database, now: Date): Promise<void> {
  for (const { payerId, month } of await monthsDue(database.reader, now)) {
    try {
      const ready = await prepareIssue(database, payerId, month, now);
      await transaction(database, (tx) => issue(tx, payerId, month, ready, { at: now, by: null }));
    } catch (error) {
      // Where somebody writes at this moment it is tried again the next time. Whatever else is wrong with one bill, the others go on.
      if (!(error instanceof AwsError)) log.error({ err: error, payerId, month }, 'a month could not be issued');
    }
    await giveWay();
  }
  const abandoned = await database.reader.usageBatch.findMany({
    where: { state: 'OPEN', createdAt: { lt: new Date(now.getTime() - ABANDONED_MS) } },
    select: { id: true },
    take: 100,
  });
  for (const { id } of abandoned) {
    await transaction(database, async (tx) => {
      const { count } = await tx.usageBatch.deleteMany({ where: { id, state: 'OPEN' } });
      // Who finished it meanwhile has what waited be part of the usage.
      if (count > 0) await deleteBlocks(tx, { batchId: { startsWith: `${id}#` }, pending: true });
    });
  }
}

type Due = { payerId: string; month: MonthName };

/** What the bills are at on which some accounts are: of several payers of one the latest. */
async function latestTimes(db: Transaction, accountIds: readonly string[], now: Date): Promise<(accountId: string) => Date> {
  const periods = await paidPeriods(db, accountIds);
  const times = await billingTimes(
    db,
    [...periods.values()].flat().map(({ payerId }) => payerId),
    now,
  );
  const timeOf = ({ payerId }: { payerId: string }) => (times.get(payerId) ?? now).getTime();
  return (accountId) => new Date(Math.max(now.getTime(), ...(periods.get(accountId) ?? []).map(timeOf)));
}

async function monthsDue(db: Transaction, now: Date): Promise<Due[]> {
  const used = [
    ...(await accountsWithUsage(db, (ids) => latestTimes(db, ids, now))),
    ...(await monthsWithFees(db, null, LAST_MONTH)),
  ];
  const accountIds = [...new Set(used.map(({ accountId }) => accountId))];
  const periods = await paidPeriods(db, accountIds);
  const brought = await readByIds(accountIds, (ids) =>
    db.usageBatch.findMany({
      where: { accountId: { in: ids }, createdAt: { gt: new Date(now.getTime() - STILL_FOR_MS) } },
      select: { accountId: true },
      distinct: ['accountId'],
    }),
  );
  const restless = new Set(
    brought.flatMap(({ accountId }) => [accountId, ...(periods.get(accountId) ?? []).map(({ payerId }) => payerId)]),
  );
  const due = new Map<string, Due>();
  for (const { accountId, month } of used) {
    for (const { payerId } of (periods.get(accountId) ?? []).filter((period) => isIn(month, period)))
      if (!restless.has(payerId)) due.set(billId(payerId, month), { payerId, month });
  }
  const issued = await readByIds(due.keys(), (ids) => db.bill.findMany({ where: { id: { in: ids } }, select: { id: true } }));
  for (const { id } of issued) due.delete(id);
  const times = await billingTimes(
    db,
    [...due.values()].map(({ payerId }) => payerId),
    now,
  );
  return [...due.values()]
    .filter(({ payerId, month }) => (times.get(payerId) ?? now).getTime() >= endOf(month) + ISSUED_AFTER_MS)
    .sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.payerId < b.payerId ? -1 : 1));
}
