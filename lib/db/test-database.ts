import { randomUUID } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase, type Transaction } from './client';
import { deleteAllRows } from './delete-all-rows';
import { Prisma } from './generated/sqlite/client';

/** A test's database. `close` also removes it, and `url` allows further connections. */
export type TestDatabase = Database & { url: string };

/** An open database that this process lends to one test after the other. */
type Opened = { database: Database; url: string; lent: number; remove(): Promise<void> };

// Opening a database takes longer than most tests. A test rarely needs more than two at a time.
const idle: Opened[] = [];
const MOST_IDLE = 2;
// Deleted rows stay in PostgreSQL's tables for a while.
const MOST_LENT = 200;

/**
 * Returns an empty database with the current schema for one test until it is closed: SQLite, or with TEST_DATABASE=postgresql a
 * real PostgreSQL server. DIRECT_QUERIES=off is respected. It may be reused from an earlier test.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  return lend(idle.pop() ?? (await openCopy()));
}

/** Opens a copy of the run's template. */
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

/** Lends a database to a test. It rejects writes after it is closed. */
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
  const { runTogether } = database;
  return {
    ...database,
    runTransaction: (...how) => whileOpen(() => database.runTransaction(...how)),
    runTogether: runTogether && ((...how) => whileOpen(() => runTogether(...how))),
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

/** Deletes every row and restarts ids. Nothing else may be writing. */
async function empty({ provider, runTransaction }: Database): Promise<void> {
  await runTransaction(
    async (tx) => {
      const filled = (await tx.$queryRawUnsafe<{ name: string }[]>(FILLED)).map(({ name }) => name);
      // The deletions themselves write into the log of changes.
      const isEmpty = (name: string) => name !== 'ChangedRow' && !filled.includes(name);
      if (provider === 'postgresql') return emptyPostgres(tx, filled);
      await deleteAllRows(tx, provider, TABLES.filter(isEmpty));
      await tx.$executeRawUnsafe('DELETE FROM sqlite_sequence');
    },
    {},
    LIMIT_MS,
  );
}

/** Deletes rows one table at a time. TRUNCATE, which recreates tables, takes a hundred times as long for a test's few rows. */
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
