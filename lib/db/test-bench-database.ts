import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyMigrations } from '../../prisma/migrate';
import { type Database, openDatabase } from './client';

/** An empty SQLite database with the current schema, in a file as an installation has it; `close` also removes it. */
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
