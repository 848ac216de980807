import { randomBytes } from 'node:crypto';
import { BY_TIME } from '../core/time/by-time';
import { findTimes } from '../core/time/clock';
import { giveWay } from '../core/work/bulk';
import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';

/** A message that is stored instead of sent, so that a class can read its budgets' messages and nobody receives mail. */
export type Message = {
  accountId: string;
  /** The service that sends it and its subject, such as a budget's name. */
  source: 'budgets' | 'sso';
  about: string;
  /** The recipient's email address or ARN. */
  address: string;
  subject: string;
  body: string;
};

/** The number of messages stored per account. The oldest are deleted. */
export const MOST_KEPT = 2_000;
const ROWS_AT_ONCE = 500;

/** Stores messages in the outboxes of their accounts, in a running transaction. */
export async function putIntoOutbox(db: Transaction, messages: readonly Message[], now: Date): Promise<void> {
  for (let from = 0; from < messages.length; from += ROWS_AT_ONCE) {
    const data = messages
      .slice(from, from + ROWS_AT_ONCE)
      .map((message, at) => ({ ...message, id: newId(now, from + at), at: now }));
    await db.outboxMessage.createMany({ data });
  }
}

/** Returns an id that sorts by time, then by number. */
function newId(at: Date, number: number): string {
  return [at.getTime().toString(36).padStart(9, '0'), number.toString(36).padStart(5, '0'), randomBytes(5).toString('hex')].join(
    '-',
  );
}

/** Returns the time before which messages count as deleted. */
export function keptSince(now: Date): Date {
  return new Date(now.getTime() - BY_TIME.outboxMessage.afterMs);
}

/** Deletes messages that are old by their account's clock, and the oldest of accounts with too many. */
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
