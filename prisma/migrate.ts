import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { isPostgresUrl } from '@/lib/db/is-postgres-url';
import { createAdapterFactory, NO_FILTERS, type Provider, withSchemaEngine } from './schema-engine';

export const MIGRATIONS_DIR = join(import.meta.dirname, 'migrations');

export type Migration = { name: string; sql: string };

/** The migrations of one provider, oldest first. */
export async function readMigrations(provider: Provider, dir = MIGRATIONS_DIR): Promise<Migration[]> {
  const base = join(dir, provider);
  const entries = await readdir(base, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(join(base, name, 'migration.sql'), 'utf8') })),
  );
}

/**
 * Brings the database that `url` names to the current schema and returns the names of the migrations it applied.
 *
 * Fills `_prisma_migrations` as Prisma's own CLI does. Throws when a migration that was applied has changed since, when the
 * database has one this version does not know (an older program on a newer database), or when one failed half-way.
 */
export async function applyMigrations(url: string, dir = MIGRATIONS_DIR): Promise<string[]> {
  const provider: Provider = isPostgresUrl(url) ? 'postgresql' : 'sqlite';
  const migrations = await readMigrations(provider, dir);
  if (provider === 'sqlite') await mkdir(dirname(url.slice('file:'.length)), { recursive: true });
  const factory = createAdapterFactory(url);
  const connection = await factory.connect();
  try {
    if (provider === 'sqlite') await connection.executeScript('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 10000;');
    const applied = await readApplied(connection, provider);
    checkHistory(applied, migrations);
    if (applied.length === migrations.length) return [];
  } finally {
    await connection.dispose();
  }
  return withSchemaEngine(factory, async (engine) => {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: join(dir, provider),
        lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: NO_FILTERS,
    });
    return appliedMigrationNames;
  });
}

type AppliedMigration = { name: string; checksum: string; finished: boolean };

async function readApplied(connection: SqlDriverAdapter, provider: Provider): Promise<AppliedMigration[]> {
  const query = async (sql: string) => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows;
  const tables =
    provider === 'sqlite'
      ? await query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name = '_prisma_migrations'`)
      : await query(`SELECT to_regclass('_prisma_migrations')::text AS name`);
  if (!tables[0]?.[0]) return [];
  const rows = await query(
    'SELECT migration_name, checksum, CASE WHEN finished_at IS NULL THEN 0 ELSE 1 END FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  );
  return rows.map(([name, checksum, finished]) => ({
    name: String(name),
    checksum: String(checksum),
    finished: Number(finished) === 1,
  }));
}

function checkHistory(applied: AppliedMigration[], migrations: Migration[]): void {
  for (const { name, checksum, finished } of applied) {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (!finished)
      throw new Error(`Migration ${name} failed half-way in this database; restore it from a backup and start again.`);
    if (!migration)
      throw new Error(
        `The database has migration ${name}, which this version of Gatehouse does not know; start a newer version.`,
      );
    if (createHash('sha256').update(migration.sql).digest('hex') !== checksum) {
      throw new Error(
        `Migration ${name} has changed since it was applied to this database; use the version it was made with or a new data folder.`,
      );
    }
  }
}
