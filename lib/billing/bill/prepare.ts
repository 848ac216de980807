import { BoundedMap } from '../../core/cache/bounded-map';
import { findTimes } from '../../core/time/clock';
import type { Database, Transaction } from '../../db/client';
import { type MonthName, monthOf, monthsFrom } from '../months';
import { isIn, periodsOfPayer } from '../payers';
import { findUsage } from '../usage/rows';
import { findBill, findOutline } from './rows';

/** The rows of usage below which a month is computed while a page opens. */
const LARGE = 20_000;
const HOUR_MS = 3_600_000;
/** The number of months in Billing home. */
const MONTHS = 6;

const prepared = new BoundedMap<string, string>(10_000);

/**
 * Computes the latest months of large payers as soon as their facts change, so that pages open quickly: first outlines, then
 * whole bills.
 * @param largest the rows of usage from which a month is large
 * @returns whether anything was computed
 */
export async function prepareBills({ reader }: Database, realTime: Date, largest = LARGE): Promise<boolean> {
  const payers = await reader.billingPayer.findMany({ select: { accountId: true, stamp: true } });
  const times = await findTimes(
    reader,
    payers.map(({ accountId }) => accountId),
    realTime,
  );
  const timeOf = (payerId: string) => times.get(payerId) ?? realTime;
  // Running resources add usage every hour.
  const stateOf = (payer: { accountId: string; stamp: string }) =>
    `${payer.stamp}@${Math.floor(timeOf(payer.accountId).getTime() / HOUR_MS)}`;
  const changed = payers.filter((payer) => prepared.get(payer.accountId) !== stateOf(payer));
  if (changed.length === 0) return false;
  const months = await reader.usageBlock.groupBy({ by: ['month'], where: { pending: false }, _sum: { rows: true } });
  const large = new Set(months.flatMap(({ month, _sum }) => ((_sum.rows ?? 0) >= largest ? [month] : [])));
  let worked = false;
  for (const payer of changed) {
    const { accountId } = payer;
    if (large.size > 0) worked = (await preparePayer(reader, accountId, timeOf(accountId), large, largest)) || worked;
    prepared.set(accountId, stateOf(payer));
  }
  return worked;
}

async function preparePayer(
  db: Transaction,
  payerId: string,
  now: Date,
  among: ReadonlySet<MonthName>,
  largest: number,
): Promise<boolean> {
  const current = monthOf(now);
  const latest = Array.from({ length: MONTHS }, (_, before) => monthsFrom(current, -before)).filter((month) => among.has(month));
  if (latest.length === 0) return false;
  const periods = await periodsOfPayer(db, payerId);
  const own: MonthName[] = [];
  for (const month of latest) {
    const accountIds = [...periods].flatMap(([accountId, all]) =>
      all.some((period) => period.payerId === payerId && isIn(month, period)) ? [accountId] : [],
    );
    const rows = (await findUsage(db, accountIds, month)).reduce((sum, block) => sum + block.rows, 0);
    if (rows >= largest) own.push(month);
  }
  for (const month of own) await findOutline(db, payerId, month, now);
  for (const month of own) await findBill(db, payerId, month, now);
  return own.length > 0;
}
