import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { letOthersIn } from './bulk';

/** From when on the changes of rows that say who may do what are all known: those of the calls after an event. */
export type ChangesKnown = {
  /** The number of that event; 0: from the first on. */
  after: number;
  /** When that was, by the real time; null: from the first on. */
  since: Date | null;
};

export async function changesKnown(db: Transaction): Promise<ChangesKnown> {
  const row = await db.installation.findFirst({ select: { changesAfter: true, changesSince: true } });
  return { after: row?.changesAfter ?? 0, since: row?.changesSince ?? null };
}

/** Forgets all changes until now: of what was made without calls, nothing was ever otherwise. */
export async function forgetChanges(tx: Transaction): Promise<void> {
  await tx.changedRow.deleteMany({});
  const last = await tx.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true, time: true } });
  if (last) await tx.installation.updateMany({ data: { changesAfter: last.id, changesSince: last.time } });
}

// As many as go with a piece of the history.
const ROWS_AT_ONCE = 500;

/** Deletes the changes of accounts and organizations that are gone, in pieces, however many there are. */
export async function deleteChangesOf(tx: Transaction, owners: readonly string[]): Promise<void> {
  const where = { owner: { in: [...owners] } };
  for (let more = true; more; await letOthersIn()) {
    const rows = await tx.changedRow.findMany({ where, take: ROWS_AT_ONCE, select: { number: true } });
    await tx.changedRow.deleteMany({ where: { number: { in: rows.map(({ number }) => number) } } });
    more = rows.length === ROWS_AT_ONCE;
  }
}

/**
 * Deletes changes of calls that the history no longer has, and the oldest where there are more than it may have events. What is deleted is
 * out of reach before any of it is.
 * @param now the real time
 * @param stopped ends it after the piece in hand
 */
export async function pruneChanges(database: Database, most: number, now: Date, stopped?: AbortSignal): Promise<void> {
  const { event, changedRow } = database.reader;
  const select = { id: true, time: true } as const;
  const [first] = await event.findMany({ orderBy: { id: 'asc' }, take: 1, select });
  const [newest] = await changedRow.findMany({ orderBy: { number: 'desc' }, take: 1, select: { number: true } });
  if (!newest) return;
  const tooMany = await changedRow.findFirst({
    where: { number: { lte: newest.number - most }, event: { not: null } },
    orderBy: { number: 'desc' },
    select: { event: true },
  });
  const after = Math.max((first?.id ?? 0) - 1, tooMany?.event ?? 0);
  const known = await changesKnown(database.reader);
  if (after > known.after) {
    const next = await event.findFirst({ where: { id: { gte: after } }, orderBy: { id: 'asc' }, select });
    // An event's time is by its account's clock, which may be ahead.
    const data = { changesAfter: after, changesSince: next && next.time < now ? next.time : now };
    await transaction(database, (tx) => tx.installation.updateMany({ where: { changesAfter: { lt: after } }, data }));
  }
  // They are numbered as they come, so that those of older calls have smaller numbers, nearly.
  for (;;) {
    if (stopped?.aborted) return;
    const oldest = await changedRow.findMany({
      orderBy: { number: 'asc' },
      take: ROWS_AT_ONCE,
      select: { number: true, event: true },
    });
    const gone = oldest.flatMap(({ number, event }) => (event !== null && event <= after ? number : []));
    if (gone.length === 0) return;
    await transaction(database, (tx) => tx.changedRow.deleteMany({ where: { number: { in: gone } } }));
    await letOthersIn();
  }
}
