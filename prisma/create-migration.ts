import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { toPostgresSchema } from '../scripts/setup/postgres-schema.mjs';
import { createAdapterFactory, type Provider } from './adapters';
import { applyMigrations, MIGRATIONS_DIR } from './migrate';
import { NO_FILTERS, withSchemaEngine } from './schema-engine';

const SCHEMA = join(import.meta.dirname, 'schema.prisma');
const USAGE = 'Usage: npm run db:migration NAME';

type Options = { dir?: string; now?: Date };

/**
 * Writes the SQL that takes a database with all migrations to `schema`, for SQLite and PostgreSQL. Returns the files it wrote; none
 * when nothing changed.
 */
export async function createMigration(schema: string, name: string, { dir = MIGRATIONS_DIR, now = new Date() }: Options = {}) {
  const previous = await schemaOfMigrations(dir, schema);
  const scripts = {
    sqlite: await diff('sqlite', previous, schema),
    postgresql: await diff('postgresql', previous && toPostgresSchema(previous), toPostgresSchema(schema)),
  };
  if (scripts.sqlite === null && scripts.postgresql === null) return [];
  const folder = `${now.toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
  const written: string[] = [];
  for (const [provider, sql] of Object.entries(scripts)) {
    await mkdir(join(dir, provider, folder), { recursive: true });
    written.push(join(dir, provider, folder, 'migration.sql'));
    await writeFile(join(dir, provider, folder, 'migration.sql'), sql ?? '-- Nothing changes on this database.\n');
  }
  return written;
}

/**
 * Returns the schema that a database has after all migrations, read from one of SQLite, or null where there are none. It stands for
 * PostgreSQL as well: both have the same migrations, and schema.prisma has no type that only PostgreSQL knows.
 * @param like a schema with the same generator and data source
 */
async function schemaOfMigrations(dir: string, like: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-migrated-'));
  const url = `file:${join(folder, 'migrated.db')}`;
  try {
    if ((await applyMigrations(url, dir)).length === 0) return null;
    // The engine reads the tables, and adds them to a schema that has none.
    const content = like.replaceAll(/^model \w+ \{.*?^\}/gms, '');
    const { schema } = await withSchemaEngine(createAdapterFactory(url), (engine) =>
      engine.introspect({
        schema: { files: [{ path: 'schema.prisma', content }] },
        baseDirectoryPath: folder,
        force: true,
        compositeTypeDepth: 0,
        namespaces: null,
      }),
    );
    return schema.files.map((file) => file.content).join('\n');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function diff(provider: Provider, from: string | null, to: string): Promise<string | null> {
  const target = (content: string) => ({ tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] });
  const { exitCode, stdout } = await withSchemaEngine(offlineAdapterFactory(provider), (engine) =>
    engine.diff({
      from: from === null ? { tag: 'empty' } : target(from),
      to: target(to),
      script: true,
      exitCode: true,
      filters: NO_FILTERS,
    }),
  );
  return exitCode === 2 ? stdout : null;
}

// Comparing two schemas needs no database, but the engine asks PostgreSQL for its version before it compares. This answers that
// one question, so that a migration can be written on a machine without PostgreSQL.
function offlineAdapterFactory(provider: Provider): SqlMigrationAwareDriverAdapterFactory {
  const dialect = provider === 'sqlite' ? 'sqlite' : 'postgres';
  const refuse = () => Promise.reject(new Error('Writing a migration must not touch a database.'));
  const adapter: SqlDriverAdapter = {
    provider: dialect,
    adapterName: 'offline',
    queryRaw: async () => ({
      columnNames: ['exists', 'version', 'numeric_version'],
      columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
      rows: [[true, 'PostgreSQL 15', 150000]],
    }),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: async () => undefined,
  };
  const connect = async () => adapter;
  return { provider: dialect, adapterName: 'offline', connect, connectToShadowDb: connect };
}

async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [name, ...rest] = positionals;
  if (!name || rest.length > 0 || !/^[a-z0-9_]+$/.test(name)) {
    throw new Error(`${USAGE}\nNAME is lower case letters, digits and underscores.`);
  }
  const files = await createMigration(await readFile(SCHEMA, 'utf8'), name);
  console.log(
    files.length === 0
      ? 'schema.prisma has not changed since the last migration.'
      : files.map((file) => `Wrote ${relative('.', file)}`).join('\n'),
  );
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
