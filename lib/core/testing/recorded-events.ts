import type { Transaction } from '../../db/client';
import { readWhole, type WholeEvent } from '../event-rows';

type Where = NonNullable<NonNullable<Parameters<Transaction['event']['findMany']>[0]>['where']>;

/** What was recorded, oldest first, with everything that is known of it. */
export async function recordedEvents(db: Transaction, where: Where = {}): Promise<WholeEvent[]> {
  return readWhole(db, await db.event.findMany({ where, orderBy: { id: 'asc' } }));
}
