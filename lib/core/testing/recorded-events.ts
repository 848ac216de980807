import type { Transaction } from '../../db/client';
import { readWhole, type WholeEvent } from '../events/event-rows';

type Where = NonNullable<NonNullable<Parameters<Transaction['event']['findMany']>[0]>['where']>;

/** Returns the recorded events, oldest first, with all their facts. */
export async function recordedEvents(db: Transaction, where: Where = {}): Promise<WholeEvent[]> {
  return readWhole(db, await db.event.findMany({ where, orderBy: { id: 'asc' } }));
}
