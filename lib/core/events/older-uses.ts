import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { giveWay } from '../work/bulk';
import { readWhole } from './event-rows';
import { type LastUse, mergeUses, storeOlderUses, usesOfEvent } from './last-use';

/** The events per chunk: few enough that other calls don't notice. */
const EVENTS_AT_ONCE = 250;
const PAUSE_MS = 20;

/** Ends a chunk that another process has counted in the meantime. */
class Counted extends Error {}

/**
 * Returns the time from which the table of last uses is complete. Null: from the first event. While older events are being
 * counted, it is the time of the oldest counted one.
 */
export async function usesKnownSince(db: Transaction): Promise<Date | null> {
  const installation = await db.installation.findFirst({ select: { usesUnread: true, usesSince: true } });
  if (!installation || installation.usesUnread === 0) return installation?.usesSince ?? null;
  const oldest = await db.event.findFirst({ where: { id: { gt: installation.usesUnread } }, orderBy: { id: 'asc' } });
  return oldest?.time ?? new Date();
}

/**
 * Counts the uses of events from before the table of last uses existed, newest first, in small chunks. Each chunk moves the mark
 * in its transaction, so nothing is counted twice, neither after a restart nor by several processes.
 * @param stopped ends it after the current chunk
 */
export async function countOlderUses(database: Database, stopped?: AbortSignal): Promise<void> {
  while (!stopped?.aborted) {
    const unread = (await database.reader.installation.findFirst({ select: { usesUnread: true } }))?.usesUnread ?? 0;
    if (unread === 0) return;
    try {
      await countPiece(database, unread);
    } catch (error) {
      if (!(error instanceof Counted)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function countPiece(database: Database, unread: number): Promise<void> {
  const { reader } = database;
  const rows = await reader.event.findMany({ where: { id: { lte: unread } }, orderBy: { id: 'desc' }, take: EVENTS_AT_ONCE });
  const uses: LastUse[] = [];
  for (const event of await readWhole(reader, rows.toReversed())) {
    uses.push(...usesOfEvent(event));
    await giveWay();
  }
  const oldest = rows.at(-1);
  const isLast = rows.length < EVENTS_AT_ONCE || oldest === undefined || oldest.id <= 1;
  // Uses of events that were deleted before the oldest remaining event are not counted.
  const since = isLast && oldest && oldest.id > 1 ? oldest.time : null;
  const mark = isLast ? { usesUnread: 0, usesSince: since } : { usesUnread: oldest.id - 1 };
  await transaction(database, async (tx) => {
    const moved = await tx.installation.updateMany({ where: { usesUnread: unread }, data: mark });
    if (moved.count === 0) throw new Counted();
    await storeOlderUses(tx, mergeUses(uses));
  });
}
