import { randomUUID } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from './client';

/** A database of one test; `close` also removes it. */
export type TestDatabase = Database & { url: string };

/**
 * An empty database with the current schema, belonging to the calling test alone: a copy of the run's template, on SQLite or,
 * under TEST_DATABASE=postgresql, on a real PostgreSQL server. DIRECT_QUERIES=off is obeyed. The caller closes it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
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

async function open(url: string, remove: () => Promise<unknown>): Promise<TestDatabase> {
  const database = await openDatabase(url, { directQueries: process.env.DIRECT_QUERIES !== 'off' });
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await remove();
    },
  };
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
