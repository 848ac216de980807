import type { Database } from './client';

/** Waits until work ends, or until it waits itself for a PostgreSQL lock. */
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
