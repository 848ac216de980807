import { randomUUID } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase, type Transaction } from './client';
import { deleteAllRows } from './delete-all-rows';
import { Prisma } from './generated/sqlite/client';

/** A database of one test; `close` also removes it. Who asks for its `url` may connect to it besides. */
export type TestDatabase = Database & { url: string };

/** An open database of this process, lent to one test after the other. */
type Opened = { database: Database; url: string; lent: number; remove(): Promise<void> };

// Opening a database takes longer than most tests do. A test rarely has more than two at a time.
const idle: Opened[] = [];
const MOST_IDLE = 2;
// What was deleted stays in the tables of PostgreSQL for a while.
const MOST_LENT = 200;

/**
 * An empty database with the current schema, the calling test's alone until it closes it: on SQLite or, under TEST_DATABASE=postgresql, on
 * a real PostgreSQL server. DIRECT_QUERIES=off is obeyed. It may be one that an earlier test has closed, empty again.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  return lend(idle.pop() ?? (await openCopy()));
}

/** A copy of the run's template. */
async function openCopy(): Promise<Opened> {
  const template = inject('testTemplate');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  if (template.provider === 'sqlite') {
    const file = join(template.folder, `${name}.db`);
    await copyFile(template.file, file);
    return open(`file:${file}`, () => Promise.all(['', '-wal', '-shm'].map((suffix) => rm(file + suffix, { force: true }))));
  }
  await onServer(template.serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template.database} STRATEGY FILE_COPY`);
  const url = new URL(name, template.serverUrl).href;
  return open(url, () => onServer(template.serverUrl, `DROP DATABASE ${name} WITH (FORCE)`));
}

async function open(url: string, removeFiles: () => Promise<unknown>): Promise<Opened> {
  const database = await openDatabase(url, { directQueries: process.env.DIRECT_QUERIES !== 'off' });
  const remove = async () => {
    await database.close();
    await removeFiles();
  };
  return { database, url, lent: 0, remove };
}

/** The database as one test has it, which writes nothing more once it is closed. */
function lend(opened: Opened): TestDatabase {
  const { database } = opened;
  const writing = new Set<Promise<unknown>>();
  let isOpen = true;
  let isAlone = true;
  opened.lent += 1;
  const whileOpen = <T>(write: () => T): T => {
    if (!isOpen) throw new Error('This test has closed its database.');
    const written = write();
    const over: Promise<unknown> = Promise.resolve(written)
      .catch(() => undefined)
      .finally(() => writing.delete(over));
    writing.add(over);
    return written;
  };
  return {
    ...database,
    runTransaction: (...how) => whileOpen(() => database.runTransaction(...how)),
    insertAtOnce: (insertions) => whileOpen(() => database.insertAtOnce(insertions)),
    get url() {
      isAlone = false;
      return opened.url;
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await Promise.all(writing);
      if (!isAlone || opened.lent >= MOST_LENT || idle.length >= MOST_IDLE) return opened.remove();
      await empty(database);
      idle.push(opened);
    },
  };
}

const TABLES = Object.values(Prisma.ModelName);
const FILLED = TABLES.map((name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT 1 FROM "${name}")`).join(' UNION ALL ');
const LIMIT_MS = 60_000;

/** Deletes every row and lets numbers begin anew. Nobody else may be writing. */
async function empty({ provider, runTransaction }: Database): Promise<void> {
  await runTransaction(
    async (tx) => {
      const filled = (await tx.$queryRawUnsafe<{ name: string }[]>(FILLED)).map(({ name }) => name);
      // Into the log of changes the deletions themselves write.
      const isEmpty = (name: string) => name !== 'ChangedRow' && !filled.includes(name);
      if (provider === 'postgresql') return emptyPostgres(tx, filled);
      await deleteAllRows(tx, provider, TABLES.filter(isEmpty));
      await tx.$executeRawUnsafe('DELETE FROM sqlite_sequence');
    },
    {},
    LIMIT_MS,
  );
}

/** Making tables anew, as TRUNCATE does, takes a hundred times as long as deleting the few rows of a test. */
async function emptyPostgres(tx: Transaction, filled: readonly string[]): Promise<void> {
  const deletions = filled.map((name) => `DELETE FROM "${name}";`).join(' ');
  const restarts = `FOR sequence IN SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL LOOP
      EXECUTE format('ALTER SEQUENCE %I RESTART', sequence);
    END LOOP;`;
  await tx.$executeRawUnsafe(
    `DO $$ DECLARE sequence text; BEGIN SET LOCAL session_replication_role = replica; ${deletions} ${restarts} END $$`,
  );
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
