import { AwsError } from '../../../core/errors';
import type { Database, Transaction } from '../../../db/client';
import { endOf, type MonthName } from '../../months';
import { insertBill, storeSums } from '../rows';
import { billId } from '../stored';
import { type OpenBill, workOut } from '../work-out';

/** The answer for an issued month. */
export type Issued = { month: MonthName; issuedAt: Date; hash: string; total: bigint };

/** A bill ready to be issued; null if it is already issued. */
export type ReadyBill = OpenBill | null;

/**
 * Computes a bill to be issued, before the transaction that stores it.
 * @throws AwsError ValidationError for a month that is not over
 */
export async function prepareIssue(database: Database, payerId: string, month: MonthName, now: Date): Promise<ReadyBill> {
  const { reader } = database;
  if (now.getTime() < endOf(month))
    throw new AwsError(
      'ValidationError',
      `${month} is not over yet. A month can be issued after its end.`,
      {},
      { member: 'Month' },
    );
  if (await reader.bill.findUnique({ where: { id: billId(payerId, month) }, select: { id: true } })) return null;
  const open = await workOut(reader, payerId, month, now);
  await storeSums(database, payerId, open.made);
  return open;
}

/**
 * Stores a bill permanently, in a running transaction. An issued month is never changed, only returned again.
 * @throws AwsError ConcurrentModificationException if something changed since the bill was computed
 */
export async function issue(
  db: Transaction,
  payerId: string,
  month: MonthName,
  ready: ReadyBill,
  issued: { at: Date; by: string | null },
): Promise<Issued> {
  const known = await db.bill.findUnique({ where: { id: billId(payerId, month) } });
  if (known) return { month, issuedAt: known.issuedAt, hash: known.hash, total: BigInt(known.total) };
  // A payer whose bills nothing has affected yet.
  if (ready?.stamp === '')
    await db.billingPayer.upsert({ where: { accountId: payerId }, create: { accountId: payerId, stamp: '' }, update: {} });
  // INVARIANT (billing stamp): every write that affects these bills changes the stamp first, so either it is seen here or it sees
  // the bill.
  const { stamp = '' } = ready ?? {};
  const { count } = await db.billingPayer.updateMany({
    where: { accountId: payerId, stamp },
    data: { stamp },
  });
  if (!ready || count === 0)
    throw new AwsError(
      'ConcurrentModificationException',
      `The data for the bill of ${month} changed while it was calculated. Issue it again.`,
    );
  await insertBill(db, payerId, ready.made, issued);
  return { month, issuedAt: issued.at, hash: ready.made.hash, total: ready.made.head.total };
}
