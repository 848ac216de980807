import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { letOthersIn } from '../work/bulk';

/** The start of the complete record of permission changes: all changes by calls after an event are known. */
export type ChangesKnown = {
  /** The number of that event. 0: complete from the first event. */
  after: number;
  /** The real time of that event. Null: complete from the start. */
  since: Date | null;
};

export async function changesKnown(db: Transaction): Promise<ChangesKnown> {
  const row = await db.installation.findFirst({ select: { changesAfter: true, changesSince: true } });
  return { after: row?.changesAfter ?? 0, since: row?.changesSince ?? null };
}

/** A change of a row. `before` is the row before it, null if it was added; `event` is null until its event is written. */
export type ChangedRow = { number: number; table: string; key: string; before: string | null; event: number | null };

/** Selects changes by their events, and those of one event by their numbers. */
export type ChangesSought = { event: number | null | { gt: number }; number?: { gt: number } };

/** Returns the first changes of owners in order of their events. Changes without an event yet come last. */
export function readChanges(
  db: Transaction,
  owners: readonly string[],
  sought: ChangesSought,
  take: number,
): Promise<ChangedRow[]> {
  const where = { owner: { in: [...owners] }, ...sought };
  return db.changedRow.findMany({ where, orderBy: [{ event: 'asc' }, { number: 'asc' }], take });
}

/** Deletes all changes so far. Data that was made without calls counts as if it had never been different. */
export async function forgetChanges(tx: Transaction): Promise<void> {
  await tx.changedRow.deleteMany({});
  const last = await tx.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true, time: true } });
  if (last) await tx.installation.updateMany({ data: { changesAfter: last.id, changesSince: last.time } });
}

// The same number as in a chunk of the history's deletion.
const ROWS_AT_ONCE = 500;

/** Deletes the changes of deleted accounts and organizations, in chunks. */
export async function deleteChangesOf(tx: Transaction, owners: readonly string[]): Promise<void> {
  const where = { owner: { in: [...owners] } };
  for (let more = true; more; await letOthersIn()) {
    const rows = await tx.changedRow.findMany({ where, take: ROWS_AT_ONCE, select: { number: true } });
    await tx.changedRow.deleteMany({ where: { number: { in: rows.map(({ number }) => number) } } });
    more = rows.length === ROWS_AT_ONCE;
  }
}

/**
 * Deletes changes of calls that the history no longer has, and the oldest beyond the event limit. The start of the record moves
 * forward first, so that no reader relies on a partly deleted stretch.
 * @param now the real time
 * @param stopped ends it after the current chunk
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
    // An event's time follows its account's clock, which may be ahead.
    const data = { changesAfter: after, changesSince: next && next.time < now ? next.time : now };
    await transaction(database, (tx) => tx.installation.updateMany({ where: { changesAfter: { lt: after } }, data }));
  }
  // Changes are numbered as they arrive, so older calls have smaller numbers, nearly always.
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
