import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ColumnTypeEnum, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { toPostgresSchema } from '../scripts/postgres-schema.mjs';
import type { Provider } from './adapters';
import { MIGRATIONS_DIR } from './migrate';
import { NO_FILTERS, withSchemaEngine } from './schema-engine';

const SCHEMA = join(import.meta.dirname, 'schema.prisma');
const USAGE = 'Usage: npm run db:migration NAME   (or, before the first release: npm run db:migration -- --reset init)';

type Options = { dir?: string; now?: Date; reset?: boolean };

/**
 * Writes the SQL that takes a database from the last migration's schema to `schema`, for SQLite and PostgreSQL, and remembers
 * `schema` as the next starting point. Returns the files it wrote; none when nothing changed.
 */
export async function createMigration(
  schema: string,
  name: string,
  { dir = MIGRATIONS_DIR, now = new Date(), reset }: Options = {},
) {
  const snapshot = join(dir, 'schema.prisma');
  const previous = reset ? null : await readFile(snapshot, 'utf8').catch(() => null);
  const folder = `${now.toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
  const scripts = {
    sqlite: await diff('sqlite', previous, schema),
    postgresql: await diff('postgresql', previous && toPostgresSchema(previous), toPostgresSchema(schema)),
  };
  if (scripts.sqlite === null && scripts.postgresql === null) return [];
  const written: string[] = [];
  for (const [provider, sql] of Object.entries(scripts)) {
    if (reset) await rm(join(dir, provider), { recursive: true, force: true });
    await mkdir(join(dir, provider, folder), { recursive: true });
    written.push(join(dir, provider, folder, 'migration.sql'));
    await writeFile(join(dir, provider, folder, 'migration.sql'), sql ?? '-- Nothing changes on this database.\n');
  }
  await writeFile(snapshot, schema);
  return [...written, snapshot];
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
  const { values, positionals } = parseArgs({ options: { reset: { type: 'boolean' } }, allowPositionals: true });
  const [name, ...rest] = positionals;
  if (!name || rest.length > 0 || !/^[a-z0-9_]+$/.test(name)) {
    throw new Error(`${USAGE}\nNAME is lower case letters, digits and underscores.`);
  }
  const files = await createMigration(await readFile(SCHEMA, 'utf8'), name, { reset: values.reset });
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
