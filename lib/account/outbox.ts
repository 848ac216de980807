import { randomBytes } from 'node:crypto';
import { giveWay } from '../core/bulk';
import { BY_TIME } from '../core/by-time';
import { findTimes } from '../core/clock';
import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';

/** What would be sent: nothing ever is, so that a class can read what its budgets say and no stranger gets mail. */
export type Message = {
  accountId: string;
  /** Which service says it, and of what: a budget by its name. */
  source: 'budgets';
  about: string;
  /** An e-mail address, or the ARN of an SNS topic. */
  address: string;
  subject: string;
  body: string;
};

/** Of an account; the oldest go first. */
export const MOST_KEPT = 2_000;
const ROWS_AT_ONCE = 500;

/** Puts messages into the outboxes of their accounts, in a running transaction. */
export async function putIntoOutbox(db: Transaction, messages: readonly Message[], now: Date): Promise<void> {
  for (let from = 0; from < messages.length; from += ROWS_AT_ONCE) {
    const data = messages
      .slice(from, from + ROWS_AT_ONCE)
      .map((message, at) => ({ ...message, id: newId(now, from + at), at: now }));
    await db.outboxMessage.createMany({ data });
  }
}

/** In the order of time, and of what comes at the same time in that of its number. */
function newId(at: Date, number: number): string {
  return [at.getTime().toString(36).padStart(9, '0'), number.toString(36).padStart(5, '0'), randomBytes(5).toString('hex')].join(
    '-',
  );
}

/** Returns the time up to which messages of an outbox are gone, whether or not they were deleted. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - BY_TIME.outboxMessage.afterMs);
}

/** Deletes messages that are old by the clock of their account, and of accounts that have too many the oldest. */
export async function pruneOutbox(database: Database, realTime: Date): Promise<void> {
  const { outboxMessage } = database.reader;
  const counts = await outboxMessage.groupBy({ by: ['accountId'], _count: { id: true } });
  const times = await findTimes(
    database.reader,
    counts.map(({ accountId }) => accountId),
    realTime,
  );
  for (const { accountId, _count } of counts) {
    await giveWay();
    const [last] =
      _count.id > MOST_KEPT
        ? await outboxMessage.findMany({
            where: { accountId },
            orderBy: { id: 'desc' },
            skip: MOST_KEPT,
            take: 1,
            select: { id: true },
          })
        : [];
    const old = { at: { lte: keptSince(times.get(accountId) ?? realTime) } };
    const where = { accountId, OR: [old, ...(last ? [{ id: { lte: last.id } }] : [])] };
    if (await outboxMessage.findFirst({ where, select: { id: true } }))
      await transaction(database, (tx) => tx.outboxMessage.deleteMany({ where }));
  }
}
