import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { applyMigrations } from '../../prisma/migrate';
import { startPostgres } from '../../scripts/test/postgres-server.mjs';
import { type Database, openDatabase } from './client';

/** Creates an empty SQLite database with the current schema, in a file like an installation's. `close` also deletes it. */
export async function createBenchDatabase(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  const url = `file:${join(folder, 'bench.db')}`;
  await applyMigrations(url);
  const database = await openDatabase(url);
  return {
    ...database,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Creates an empty PostgreSQL database with the current schema on its own durable server. `close` also stops the server. */
export async function createPostgresBenchDatabase(): Promise<Database & { url: string }> {
  const server = await startPostgres({ durable: true });
  const client = new pg.Client(server.url('postgres'));
  await client.connect();
  await client.query('CREATE DATABASE bench');
  await client.end();
  const url = server.url('bench');
  await applyMigrations(url);
  const database = await openDatabase(url);
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await server.stop();
    },
  };
}
