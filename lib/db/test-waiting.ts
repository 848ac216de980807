import type { Database } from './client';

/** Of PostgreSQL: waits until some work is over, or waits itself for a lock that a transaction holds. */
export async function untilSettledOrWaiting(database: Database, work: Promise<unknown>): Promise<void> {
  let settled = false;
  const settle = () => {
    settled = true;
  };
  work.then(settle, settle);
  for (;;) {
    const rows = await database.writer.$queryRawUnsafe<object[]>(
      "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
    );
    if (settled || rows.length > 0) return;
  }
}
