import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDriverAdapterError } from '@prisma/driver-adapter-utils';
import { isPostgresUrl } from '@/lib/db/is-postgres-url';
import { createAdapterFactory } from './adapters';

const RETRY_MS = 100;
// Next to those of lib/db/locks.ts, so that writers of a running Gatehouse do not wait for one that starts.
const LOCK = 'SELECT pg_advisory_xact_lock(71434, 0)';

/**
 * Runs `work` while no other process does on the same database. Among simultaneous starts, one sets it up, and the others find it
 * done.
 */
export function runAlone<T>(url: string, work: () => Promise<T>): Promise<T> {
  return isPostgresUrl(url) ? holdingLock(url, work) : holdingFile(url.slice('file:'.length), work);
}

async function holdingLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const connection = await createAdapterFactory(url).connect();
  try {
    // In a transaction rather than a session, so that a pooler in between does no harm.
    const transaction = await connection.startTransaction();
    await transaction.executeRaw({ sql: LOCK, args: [], argTypes: [] });
    try {
      return await work();
    } finally {
      await transaction.rollback();
    }
  } finally {
    await connection.dispose();
  }
}

/** Uses an empty file that stays, because SQLite's lock ends with its process. */
async function holdingFile<T>(database: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(database), { recursive: true });
  const connection = await createAdapterFactory(`file:${database}-setup`).connect();
  try {
    await connection.executeScript('PRAGMA busy_timeout = 0');
    while (!(await isLocked(() => connection.executeScript('BEGIN EXCLUSIVE')))) await setTimeout(RETRY_MS);
    return await work();
  } finally {
    await connection.dispose();
  }
}

async function isLocked(lock: () => Promise<void>): Promise<boolean> {
  try {
    await lock();
    return true;
  } catch (error) {
    if (isDriverAdapterError(error) && error.cause.kind === 'SocketTimeout') return false;
    throw error;
  }
}
