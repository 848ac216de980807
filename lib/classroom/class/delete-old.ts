import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { removeAttemptsOf } from '../attempt-accounts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Deletes classes whose retention after closing is over. */
export async function deleteOldClasses(database: Database, now: Date): Promise<void> {
  const closed = await database.reader.class.findMany({ where: { closedAt: { not: null } } });
  for (const { id, closedAt, deleteAfterDays } of closed) {
    if (!closedAt || closedAt.getTime() + deleteAfterDays * DAY_MS > now.getTime()) continue;
    await removeAttemptsOf(database, { classId: id }, now);
    await transaction(database, (tx) => tx.class.deleteMany({ where: { id } }));
  }
}
