import { BoundedMap } from '../../../core/cache/bounded-map';
import { AwsError } from '../../../core/errors';
import { insertEvent, ownEvent } from '../../../core/events/events';
import { log } from '../../../core/log';
import { BY_TIME } from '../../../core/time/by-time';
import { findTimes } from '../../../core/time/clock';
import { giveWay, readByIds } from '../../../core/work/bulk';
import type { Database, Transaction } from '../../../db/client';
import { transaction } from '../../../db/transaction';
import { monthsWithFees } from '../../benefit/rows';
import { endOf, type MonthName, monthOf } from '../../months';
import { isIn, type PaidPeriod, paidPeriods, periodsOfPayer } from '../../payers';
import { accountsWithUsage, deleteBlocks, usageAmong } from '../../usage/rows';
import { billId } from '../stored';
import { issue, prepareIssue } from './issue';

declare global {
  var __gatehouseSettledBills: Settled | undefined;
}

/** AWS: a month's bill is final some days after its end. */
const ISSUED_AFTER_MS = BY_TIME.bill.afterMs;
/** A month that still receives usage waits. */
const STILL_FOR_MS = BY_TIME.billUntouched.afterMs;
/** Later than any month a clock can be set to. */
const LAST_MONTH = '2100-01';
/** The age of an abandoned import. */
const ABANDONED_MS = BY_TIME.abandonedImport.afterMs;

/**
 * Issues the due months of all payers, oldest first, and deletes abandoned imports. After a clock was moved, a month is issued as
 * of its due day.
 */
export async function keepBills(database: Database, realTime: Date): Promise<void> {
  await issueAll(database, (await monthsDue(database.reader, realTime, null)).due);
  await deleteAbandonedImports(database, realTime);
}

/**
 * The time until which nothing is due for a payer, unless its stamp changes. On globalThis because Next bundles its entries
 * separately.
 */
type Settled = { known: BoundedMap<string, { stamp: string; until: number }>; running: Map<string, Promise<void>> };
globalThis.__gatehouseSettledBills ??= { known: new BoundedMap(10_000), running: new Map() };
const settled = globalThis.__gatehouseSettledBills;

/**
 * Issues due bills of an account's present and past payers, so that readers see the bills as of now. Takes two small reads if
 * nothing is due.
 */
export async function issueDueBills(database: Database, accountId: string, realTime: Date): Promise<void> {
  const { reader } = database;
  const periods = await reader.billingPeriod.findMany({
    where: { accountId },
    select: { payerId: true },
    distinct: ['payerId'],
  });
  const payerIds = periods.map(({ payerId }) => payerId);
  const [rows, times] = await Promise.all([
    reader.billingPayer.findMany({ where: { accountId: { in: payerIds } } }),
    findTimes(reader, payerIds, realTime),
  ]);
  const stamps = new Map(rows.map((row) => [row.accountId, row.stamp]));
  for (const payerId of payerIds) {
    const stamp = stamps.get(payerId) ?? '';
    const known = settled.known.get(payerId);
    const now = times.get(payerId) ?? realTime;
    if (known?.stamp === stamp && now.getTime() < known.until) continue;
    const work = settled.running.get(payerId) ?? settle(database, payerId, stamp, realTime);
    settled.running.set(payerId, work);
    await work.finally(() => settled.running.delete(payerId));
  }
}

async function settle(database: Database, payerId: string, stamp: string, realTime: Date): Promise<void> {
  const { due, next } = await monthsDue(database.reader, realTime, payerId);
  if (await issueAll(database, due)) settled.known.set(payerId, { stamp, until: next });
}

/** @returns whether all of them are issued */
async function issueAll(database: Database, due: readonly Due[]): Promise<boolean> {
  let isDone = true;
  for (const { payerId, month, now } of due) {
    try {
      const ready = await prepareIssue(database, payerId, month, now);
      await transaction(database, async (tx) => {
        await issue(tx, payerId, month, ready, { at: now, by: null });
        if (ready) await insertEvent(tx, ownEvent('IssueBill', payerId, now, { month }));
      });
    } catch (error) {
      isDone = false;
      // A concurrent write is retried next time. Other failures don't stop the other bills.
      if (!(error instanceof AwsError)) log.error({ err: error, payerId, month }, 'a month could not be issued');
    }
    await giveWay();
  }
  return isDone;
}

async function deleteAbandonedImports(database: Database, realTime: Date): Promise<void> {
  const abandoned = await database.reader.usageBatch.findMany({
    where: { state: 'OPEN', createdAt: { lt: new Date(realTime.getTime() - ABANDONED_MS) } },
    select: { id: true },
    take: 100,
  });
  for (const { id } of abandoned) {
    await transaction(database, async (tx) => {
      const { count } = await tx.usageBatch.deleteMany({ where: { id, state: 'OPEN' } });
      // If the import finished meanwhile, its waiting blocks are already usage.
      if (count > 0) await deleteBlocks(tx, { batchId: { startsWith: `${id}#` }, pending: true });
    });
  }
}

/** A month to issue. `now` is the payer's time of issue. */
type Due = { payerId: string; month: MonthName; now: Date };

type Clocks = { periods: ReadonlyMap<string, readonly PaidPeriod[]>; timeOf: (accountId: string) => Date };

/** Returns the payers of accounts, and the clocks of both. */
async function clocksOf(db: Transaction, accountIds: readonly string[], realTime: Date): Promise<Clocks> {
  const periods = await paidPeriods(db, accountIds);
  const payerIds = [...periods.values()].flat().map(({ payerId }) => payerId);
  const times = await findTimes(db, [...accountIds, ...payerIds], realTime);
  return { periods, timeOf: (accountId) => times.get(accountId) ?? realTime };
}

/** Returns the latest clock of an account's payers. */
async function latestTimes(db: Transaction, accountIds: readonly string[], realTime: Date): Promise<(accountId: string) => Date> {
  const { periods, timeOf } = await clocksOf(db, accountIds, realTime);
  return (accountId) =>
    new Date(Math.max(realTime.getTime(), ...(periods.get(accountId) ?? []).map(({ payerId }) => timeOf(payerId).getTime())));
}

/**
 * Returns the due months, oldest first.
 * @param only the payer to look at; null for all
 * @returns `next`: the payer's time before which nothing else becomes due by itself, in milliseconds; meaningless for all payers
 */
async function monthsDue(db: Transaction, realTime: Date, only: string | null): Promise<{ due: Due[]; next: number }> {
  const paidFor = only === null ? null : [...(await periodsOfPayer(db, only)).keys()];
  const timesOf = (ids: readonly string[]) => latestTimes(db, ids, realTime);
  const used = [
    ...(paidFor === null ? await accountsWithUsage(db, timesOf) : await usageAmong(db, paidFor, timesOf)),
    ...(await monthsWithFees(db, paidFor, LAST_MONTH)),
  ];
  const accountIds = [...new Set(used.map(({ accountId }) => accountId))];
  const { periods, timeOf } = await clocksOf(db, accountIds, realTime);
  const still = await untouchedSince(db, accountIds, periods);
  const due = new Map<string, Due>();
  // Usage from now on is on this month's bill or a later one.
  let next = only === null ? 0 : nextIssue(timeOf(only).getTime());
  for (const { accountId, month } of used) {
    for (const { payerId } of (periods.get(accountId) ?? []).filter((period) => isIn(month, period))) {
      if (only !== null && payerId !== only) continue;
      const now = timeOf(payerId);
      const from = Math.max(endOf(month) + ISSUED_AFTER_MS, still.get(payerId) ?? 0);
      if (now.getTime() < from) {
        next = Math.min(next, from);
        continue;
      }
      const isMoved = now.getTime() !== realTime.getTime();
      due.set(billId(payerId, month), { payerId, month, now: isMoved ? new Date(from) : now });
    }
  }
  const issued = await readByIds(due.keys(), (ids) => db.bill.findMany({ where: { id: { in: ids } }, select: { id: true } }));
  for (const { id } of issued) due.delete(id);
  const sorted = [...due.values()].sort((a, b) =>
    a.month < b.month ? -1 : a.month > b.month ? 1 : a.payerId < b.payerId ? -1 : 1,
  );
  return { due: sorted, next };
}

/** Returns when the earliest month that is not due yet becomes due. */
function nextIssue(now: number): number {
  const month = monthOf(now - ISSUED_AFTER_MS);
  return endOf(month) + ISSUED_AFTER_MS;
}

/** Returns, by payer, since when usage, reservations, plans and credits have not changed. */
async function untouchedSince(
  db: Transaction,
  accountIds: readonly string[],
  periods: Clocks['periods'],
): Promise<ReadonlyMap<string, number>> {
  // A payer adds usage for all of its accounts, even if it has none itself.
  const payerIds = [...periods.values()].flat().map(({ payerId }) => payerId);
  const brought = await readByIds([...accountIds, ...payerIds], async (ids) => [
    ...(await db.usageBatch.groupBy({ by: ['accountId'], where: { accountId: { in: ids } }, _max: { createdAt: true } })),
    ...(await db.billingBenefit.groupBy({ by: ['accountId'], where: { accountId: { in: ids } }, _max: { createdAt: true } })),
  ]);
  const still = new Map<string, number>();
  for (const { accountId, _max } of brought) {
    const from = (_max.createdAt?.getTime() ?? 0) + STILL_FOR_MS;
    for (const id of new Set([accountId, ...(periods.get(accountId) ?? []).map(({ payerId }) => payerId)]))
      still.set(id, Math.max(still.get(id) ?? 0, from));
  }
  return still;
}
