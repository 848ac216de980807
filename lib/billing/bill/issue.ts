import { AwsError } from '../../core/errors';
import type { Database, Transaction } from '../../db/client';
import { endOf, type MonthName } from '../months';
import { insertBill, storeSums } from './rows';
import { billId } from './stored';
import { type OpenBill, workOut } from './work-out';

/** What an issued month is told by. */
export type Issued = { month: MonthName; issuedAt: Date; hash: string; total: bigint };

/** A bill that is ready to be issued; null: it is issued already. */
export type ReadyBill = OpenBill | null;

/**
 * Works out a bill that is to be issued, before the transaction that stores it.
 * @throws AwsError ValidationError for a month that is not over
 */
export async function prepareIssue(database: Database, payerId: string, month: MonthName, now: Date): Promise<ReadyBill> {
  const { reader } = database;
  if (now.getTime() < endOf(month))
    throw new AwsError(
      'ValidationError',
      `${month} is not over yet, and a month is issued after its end.`,
      {},
      { member: 'Month' },
    );
  if (await reader.bill.findUnique({ where: { id: billId(payerId, month) }, select: { id: true } })) return null;
  const open = await workOut(reader, payerId, month, now);
  await storeSums(database, payerId, open.made);
  return open;
}

/**
 * Stores a bill for good, in a running transaction. A month that is issued stays what it is, and is answered again.
 * @throws AwsError ConcurrentModificationException where something was written since the bill was worked out
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
  // Of a payer about whose bills nobody has written yet.
  if (ready?.stamp === '')
    await db.billingPayer.upsert({ where: { accountId: payerId }, create: { accountId: payerId, stamp: '' }, update: {} });
  // INVARIANT (billing stamp): whoever writes about these bills changes it first, so either this sees the change or they see the bill.
  const { count } = await db.billingPayer.updateMany({
    where: { accountId: payerId, stamp: ready?.stamp ?? '' },
    data: { stamp: ready?.stamp ?? '' },
  });
  if (!ready || count === 0)
    throw new AwsError(
      'ConcurrentModificationException',
      `Something that the bill of ${month} follows from changed while it was worked out. Issue it again.`,
    );
  await insertBill(db, payerId, ready.made, issued);
  return { month, issuedAt: issued.at, hash: ready.made.hash, total: ready.made.head.total };
}
