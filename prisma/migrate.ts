import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { CHANGE_TRIGGER, changeTriggers } from '@/lib/db/change-log';
import { isPostgresUrl } from '@/lib/db/is-postgres-url';
import { hasReplacedMigrations, historyProblem } from '@/lib/db/migration-history';
import { BYTES_TRIGGER, bytesTriggers, RECOUNT } from '@/lib/db/stored-bytes';
import { createAdapterFactory, type Provider } from './adapters';

/** Under the working folder, as the catalog's files: compiled, this module lies elsewhere. */
export const MIGRATIONS_DIR = join(process.cwd(), 'prisma/migrations');

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
 * Updates the database at `url` to the current schema and returns the names of the migrations that it applied. All missing migrations run
 * in one transaction, so a failure leaves the database unchanged.
 *
 * Fills `_prisma_migrations` as Prisma's CLI does. A database with all migrations that the initial one replaced has its schema
 * already, so only these rows change.
 *
 * @throws Error with a sentence for the operator: the database has a migration that this version does not know, or lacks a replaced
 * one. Or one has changed since, or failed half-way, which earlier versions allowed.
 */
export async function applyMigrations(url: string, dir = MIGRATIONS_DIR): Promise<string[]> {
  const provider: Provider = isPostgresUrl(url) ? 'postgresql' : 'sqlite';
  const migrations = await readMigrations(provider, dir);
  if (provider === 'sqlite') await mkdir(dirname(url.slice('file:'.length)), { recursive: true });
  const connection = await createAdapterFactory(url).connect();
  try {
    if (provider === 'sqlite') await connection.executeScript('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 10000;');
    const applied = await readApplied(connection, provider);
    checkHistory(applied, migrations);
    const isReplaced = hasReplacedMigrations(applied.map(({ name }) => name));
    const missing = migrations.slice(isReplaced ? 1 : applied.length);
    const triggers = await planTriggers(connection, provider, migrations);
    const changes =
      missing.length === 0 && triggers.current ? [] : [...triggers.drop, ...missing.map(scriptOf), ...triggers.create];
    if (!isReplaced && changes.length === 0) return [];
    const renamed = isReplaced ? ['DELETE FROM _prisma_migrations;', ...migrations.slice(0, 1).map(historyRowOf)] : [];
    const script = [HISTORY_TABLE[provider], ...renamed, ...changes].join('\n');
    await (provider === 'sqlite' ? applyToSqlite(connection, script) : applyToPostgres(url, script));
    return missing.map(({ name }) => name);
  } finally {
    await connection.dispose();
  }
}

/** Triggers outside migrations, and the steps for a database without them. */
type TriggerGroup = {
  /** The written table. Tests migrate databases without it. */
  table: string;
  mark: string;
  version: string;
  create: readonly string[];
  /** Statements after a first or changed creation. */
  begin: readonly string[];
  /** Statements after each creation, also around a migration. */
  again: readonly string[];
};

function triggerGroups(provider: Provider): TriggerGroup[] {
  return [
    // Changes without these triggers are not known, so the history starts here.
    { table: 'ChangedRow', mark: CHANGE_TRIGGER, ...changeTriggers(provider), begin: [beginHere(provider)], again: [] },
    {
      table: 'StoredBytes',
      mark: BYTES_TRIGGER,
      ...bytesTriggers(provider),
      begin: [],
      again: RECOUNT.map((sql) => `${sql};`),
    },
  ];
}

/**
 * @returns `current` is true if the database has this version's triggers. Otherwise, or with a migration, they are dropped before
 * it and created after it
 */
async function planTriggers(connection: SqlDriverAdapter, provider: Provider, migrations: readonly Migration[]) {
  const groups = triggerGroups(provider).filter(({ table }) =>
    migrations.some(({ sql }) => sql.includes(`CREATE TABLE "${table}"`)),
  );
  const sql = {
    sqlite: `SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' ORDER BY name`,
    postgresql: `SELECT tgname::text, relname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
      WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace ORDER BY 1`,
  }[provider];
  const { rows } = await connection.queryRaw({ sql, args: [], argTypes: [] });
  const present = rows.map(([name, table]) => ({ name: String(name), table: String(table) }));
  const plans = groups.map(({ mark, version, create, begin, again }) => {
    const ours = present.filter(({ name }) => name.includes(mark));
    const current = ours.length > 0 && ours.every(({ name }) => name.endsWith(version));
    return {
      current,
      drop: ours.map(({ name, table }) => `DROP TRIGGER "${name}"${provider === 'sqlite' ? '' : ` ON "${table}"`};`),
      create: [...create, ...(current ? [] : begin), ...again],
    };
  });
  return {
    current: plans.every(({ current }) => current),
    drop: plans.flatMap(({ drop }) => drop),
    create: plans.flatMap(({ create }) => create),
  };
}

/** An event's time is its account's clock, which can be ahead. The history then starts now. */
function beginHere(provider: Provider): string {
  const time = {
    sqlite: `min("time", strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))`,
    postgresql: `least("time", timezone('utc', now()))`,
  }[provider];
  return `DELETE FROM "ChangedRow"; UPDATE "Installation" SET
    "changesAfter" = coalesce((SELECT max("id") FROM "Event"), 0),
    "changesSince" = (SELECT ${time} FROM "Event" ORDER BY "id" DESC LIMIT 1);`;
}

const HISTORY_TABLE: Readonly<Record<Provider, string>> = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT,
    "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
  );`,
  postgresql: `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
    logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0
  );`,
};

/** A migration, and the row that says that it was applied. */
function scriptOf(migration: Migration): string {
  // On a line of its own: the migration may end with a comment.
  return `${migration.sql}
;
${historyRowOf(migration)}`;
}

/** The row that says that a migration was applied. */
function historyRowOf({ name, sql }: Migration): string {
  const values = [randomUUID(), checksumOf(sql), name].map((text) => `'${text.replaceAll("'", "''")}'`);
  return `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
VALUES (${values.join(', ')}, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1);`;
}

async function applyToSqlite(connection: SqlDriverAdapter, script: string): Promise<void> {
  // Migrations turn off foreign keys to re-create tables, which SQLite ignores inside a transaction.
  await connection.executeScript('PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;');
  try {
    await connection.executeScript(`${script} COMMIT;`);
  } catch (error) {
    await connection.executeScript('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

// The adapter splits scripts at every semicolon and sends each part over its own connection.
async function applyToPostgres(url: string, script: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(`BEGIN; ${script} COMMIT;`);
  } finally {
    await client.end();
  }
}

function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
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
  const unfinished = applied.find(({ finished }) => !finished);
  if (unfinished)
    throw new Error(`Migration ${unfinished.name} failed half-way in this database; restore it from a backup and start again.`);
  const namesOf = (list: readonly { name: string }[]) => list.map(({ name }) => name);
  const problem = historyProblem('The database', namesOf(applied), namesOf(migrations));
  if (problem) throw new Error(problem);
  for (const { name, checksum } of applied) {
    const migration = migrations.find((candidate) => candidate.name === name);
    if (migration && checksumOf(migration.sql) !== checksum) {
      throw new Error(
        `Migration ${name} has changed since it was applied to this database; use the version it was made with or a new data folder.`,
      );
    }
  }
}
