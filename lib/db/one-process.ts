import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Gatehouse's number for the advisory locks of background jobs, beside those of locks.ts. */
const SPACE = 71_434;

/**
 * Runs work while this process holds a lock of the server under that name. The server ends the lock with the connection, so a
 * process that dies holds nothing.
 * @returns whether it ran: false if another process holds the lock
 */
export async function runInOneProcess(pool: Pool, name: string, work: () => Promise<void>): Promise<boolean> {
  const key = createHash('sha1').update(name).digest().readInt32BE();
  const connection = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  connection.on('error', onError);
  try {
    const { rows } = await connection.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${SPACE}, ${key}) AS held`);
    if (!rows[0]?.held) return false;
    try {
      await work();
      return true;
    } finally {
      await connection.query(`SELECT pg_advisory_unlock(${SPACE}, ${key})`).catch(onError);
    }
  } finally {
    connection.removeListener('error', onError);
    connection.release(broken);
  }
}
