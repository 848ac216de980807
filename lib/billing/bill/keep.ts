import { giveWay, readByIds } from '../../core/bulk';
import { findTimes } from '../../core/clock';
import { AwsError } from '../../core/errors';
import { insertEvent, ownEvent } from '../../core/events';
import { log } from '../../core/log';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { monthsWithFees } from '../benefit/rows';
import { endOf, type MonthName } from '../months';
import { isIn, type PaidPeriod, paidPeriods } from '../payers';
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

/**
 * Issues the months that are over, of all payers, oldest first, and takes imports away that nobody finished. Where a clock was moved on, a
 * month is issued as of the day on which it was due.
 */
export async function keepBills(database: Database, realTime: Date): Promise<void> {
  for (const { payerId, month, now } of await monthsDue(database.reader, realTime)) {
    try {
      const ready = await prepareIssue(database, payerId, month, now);
      await transaction(database, async (tx) => {
        await issue(tx, payerId, month, ready, { at: now, by: null });
        if (ready) await insertEvent(tx, ownEvent('IssueBill', payerId, now, { month }));
      });
    } catch (error) {
      // Where somebody writes at this moment it is tried again the next time. Whatever else is wrong with one bill, the others go on.
      if (!(error instanceof AwsError)) log.error({ err: error, payerId, month }, 'a month could not be issued');
    }
    await giveWay();
  }
  const abandoned = await database.reader.usageBatch.findMany({
    where: { state: 'OPEN', createdAt: { lt: new Date(realTime.getTime() - ABANDONED_MS) } },
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

/** `now`: what time it is for the payer when the month is issued. */
type Due = { payerId: string; month: MonthName; now: Date };

type Clocks = { periods: ReadonlyMap<string, readonly PaidPeriod[]>; timeOf: (accountId: string) => Date };

/** Who pays for accounts, and what time it is for them and for those who do. */
async function clocksOf(db: Transaction, accountIds: readonly string[], realTime: Date): Promise<Clocks> {
  const periods = await paidPeriods(db, accountIds);
  const payerIds = [...periods.values()].flat().map(({ payerId }) => payerId);
  const times = await findTimes(db, [...accountIds, ...payerIds], realTime);
  return { periods, timeOf: (accountId) => times.get(accountId) ?? realTime };
}

/** What time it is at the latest for those on whose bills accounts are. */
async function latestTimes(db: Transaction, accountIds: readonly string[], realTime: Date): Promise<(accountId: string) => Date> {
  const { periods, timeOf } = await clocksOf(db, accountIds, realTime);
  return (accountId) =>
    new Date(Math.max(realTime.getTime(), ...(periods.get(accountId) ?? []).map(({ payerId }) => timeOf(payerId).getTime())));
}

async function monthsDue(db: Transaction, realTime: Date): Promise<Due[]> {
  const used = [
    ...(await accountsWithUsage(db, (ids) => latestTimes(db, ids, realTime))),
    ...(await monthsWithFees(db, null, LAST_MONTH)),
  ];
  const accountIds = [...new Set(used.map(({ accountId }) => accountId))];
  const { periods, timeOf } = await clocksOf(db, accountIds, realTime);
  const brought = await readByIds(accountIds, (ids) =>
    db.usageBatch.groupBy({ by: ['accountId'], where: { accountId: { in: ids } }, _max: { createdAt: true } }),
  );
  // By payer, from when on nobody brings usage any more.
  const still = new Map<string, number>();
  for (const { accountId, _max } of brought) {
    const from = (_max.createdAt?.getTime() ?? 0) + STILL_FOR_MS;
    for (const id of new Set([accountId, ...(periods.get(accountId) ?? []).map(({ payerId }) => payerId)]))
      still.set(id, Math.max(still.get(id) ?? 0, from));
  }
  const due = new Map<string, Due>();
  for (const { accountId, month } of used) {
    for (const { payerId } of (periods.get(accountId) ?? []).filter((period) => isIn(month, period))) {
      const now = timeOf(payerId);
      const from = Math.max(endOf(month) + ISSUED_AFTER_MS, still.get(payerId) ?? 0);
      if (now.getTime() < from) continue;
      const isMoved = now.getTime() !== realTime.getTime();
      due.set(billId(payerId, month), { payerId, month, now: isMoved ? new Date(from) : now });
    }
  }
  const issued = await readByIds(due.keys(), (ids) => db.bill.findMany({ where: { id: { in: ids } }, select: { id: true } }));
  for (const { id } of issued) due.delete(id);
  return [...due.values()].sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : a.payerId < b.payerId ? -1 : 1));
}
