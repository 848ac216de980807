import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccount } from '@/lib/account/create-account';
import { runOperation } from '@/lib/core/run/run';
import { findCredential } from '@/lib/core/secrets/credentials';
import { verifyPassword } from '@/lib/core/secrets/password-hash';
import { rootCaller, testCall } from '@/lib/core/test-world';
import { openDatabase } from '@/lib/db/client';
import { createTestDatabase } from '@/lib/db/test-database';
import { transaction } from '@/lib/db/transaction';
import { CreateUser, GetUser } from '@/lib/iam/user/operations';
import { ListAccounts } from '@/lib/organizations/account/operations';
import { createAdapterFactory } from './adapters';
import { applyMigrations, MIGRATIONS_DIR, readMigrations } from './migrate';
import { fillInstallation } from './seed';
import { DEMO_PASSWORD } from './seed/demo-password';

// The folder has compressed databases of the demo organization after a first start, with the tests' secret key (vitest.config.ts). The first
// one is from the last version before the initial migration. Each release adds one.
const FOLDER = join(import.meta.dirname, 'testing');
const VERSIONS = (await readdir(FOLDER)).filter((name) => name.endsWith('.db.gz'));
const BEFORE_INITIAL = '2026-12-01.db.gz';

let folder: string;
let url: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-upgrade-'));
  url = `file:${join(folder, 'gatehouse.db')}`;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function unpack(version: string): Promise<void> {
  await writeFile(join(folder, 'gatehouse.db'), gunzipSync(await readFile(join(FOLDER, version))));
}

/** Returns the rows of each query. */
async function readAll(databaseUrl: string, queries: readonly string[]): Promise<unknown[][][]> {
  const connection = await createAdapterFactory(databaseUrl).connect();
  try {
    const results: unknown[][][] = [];
    for (const sql of queries) results.push((await connection.queryRaw({ sql, args: [], argTypes: [] })).rows);
    return results;
  } finally {
    await connection.dispose();
  }
}

async function readColumn(databaseUrl: string, sql: string): Promise<string[]> {
  return (await readAll(databaseUrl, [sql])).flat(2).map(String);
}

// The queries sort columns by name, because columns that a migration added come last in an older database.
const ROWS = `SELECT 'SELECT ' || group_concat('"' || columns.name || '"', ', ') || ' FROM "' || tables.name || '" ORDER BY 1, 2'
  FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns
  WHERE tables.type = 'table' AND tables.name <> '_prisma_migrations' AND tables.name NOT LIKE 'sqlite_%'
  GROUP BY tables.name ORDER BY tables.name`;
const SCHEMA = [
  `SELECT name, sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE type = 'table' ORDER BY name`,
  `SELECT tables.name, columns.name, columns.type, columns."notnull", columns.dflt_value, columns.pk, columns.hidden
    FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns WHERE tables.type = 'table' ORDER BY 1, 2`,
  `SELECT tables.name, keys."table", keys."from", keys."to", keys.on_update, keys.on_delete
    FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table' ORDER BY 1, 2, 3`,
  `SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'table' ORDER BY type, name`,
];
const NAMES = 'SELECT migration_name FROM _prisma_migrations ORDER BY migration_name';

describe('a database with the migrations that the initial migration replaced', () => {
  it('is accepted without a change to any row but those of the migrations', async () => {
    await unpack(BEFORE_INITIAL);
    // Later migrations add tables and columns, so the queries name the columns of this database.
    // The log of changes begins anew with a version that logs another table, and the installation says since when.
    const queries = (await readColumn(url, ROWS)).filter((sql) => !/FROM "(ChangedRow|Installation)"/.test(sql));
    const read = () => readAll(url, queries);
    const before = await read();
    expect(before.flat().length).toBeGreaterThan(400);
    const [initial, ...later] = (await readMigrations('sqlite')).map(({ name }) => name);
    expect(await applyMigrations(url)).toEqual(later);
    expect(await read()).toEqual(before);
    expect(await readColumn(url, NAMES)).toEqual([initial, ...later]);
    expect(await applyMigrations(url)).toEqual([]);
  });

  it('has the same tables, indexes and triggers as a new database', async () => {
    await unpack(BEFORE_INITIAL);
    await applyMigrations(url);
    const newUrl = `file:${join(folder, 'new.db')}`;
    await applyMigrations(newUrl);
    expect(await readAll(url, SCHEMA)).toEqual(await readAll(newUrl, SCHEMA));
  });

  it('is refused on both providers if it lacks one of them, and keeps the others', async () => {
    await unpack(BEFORE_INITIAL);
    const names = await readColumn(url, NAMES);
    expect(names).toHaveLength(55);
    const database = await createTestDatabase();
    // The test database has the tables of all later migrations already.
    const initial = (await readMigrations(database.provider))[0]?.name ?? '';
    const dir = join(folder, 'initial');
    const place = join(database.provider, initial);
    await cp(join(MIGRATIONS_DIR, place), join(dir, place), { recursive: true });
    const add = (name: string) =>
      database.writer.$executeRawUnsafe(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('${name.slice(0, 36)}', '', '${name}', CURRENT_TIMESTAMP)`,
      );
    try {
      await database.writer.$executeRawUnsafe('DELETE FROM _prisma_migrations');
      for (const name of names) await add(name);
      for (const missing of names) {
        await database.writer.$executeRawUnsafe(`DELETE FROM _prisma_migrations WHERE migration_name = '${missing}'`);
        await expect(applyMigrations(database.url, dir)).rejects.toThrow(
          `The database is too old for this version of Gatehouse: it lacks migration ${missing}. Start Gatehouse of commit`,
        );
        expect(await readColumn(database.url, NAMES)).toEqual(names.filter((name) => name !== missing));
        await add(missing);
      }
      expect(await applyMigrations(database.url, dir)).toEqual([]);
      expect(await readColumn(database.url, NAMES)).toEqual([initial]);
    } finally {
      await database.close();
    }
  });
});

describe.each(VERSIONS)('the database of %s', (version) => {
  it('opens in this version with all of its data, and accepts new calls', async () => {
    await unpack(version);
    await applyMigrations(url);
    const database = await openDatabase(url);
    try {
      // The secrets can be decrypted, and the demo is not created again.
      expect(await fillInstallation(database, 'small')).toBe(false);
      // Every account has a payer.
      expect(await database.reader.billingPeriod.count({ where: { until: null } })).toBe(await database.reader.account.count());
      const { demoAccessKey } = await database.reader.installation.findFirstOrThrow();
      const credential = await findCredential(database.reader, demoAccessKey ?? '', 'aws', new Date());
      if (credential.state !== 'usable') throw new Error(`the demo's key is ${credential.state}`);
      const admin = await database.reader.loginProfile.findFirstOrThrow({ where: { user: { name: 'admin' } } });
      expect(await verifyPassword(admin.passwordHash, DEMO_PASSWORD)).toBe(true);
      const call = testCall(credential.caller);
      const accounts = await runOperation(ListAccounts, {}, call, database);
      expect(accounts.Accounts.length).toBe(6);
      await runOperation(CreateUser, { UserName: 'after-the-upgrade' }, call, database);
      const { User } = await runOperation(GetUser, { UserName: 'after-the-upgrade' }, call, database);
      expect(User.UserName).toBe('after-the-upgrade');
      const { id } = await transaction(database, (tx) =>
        createAccount(tx, { name: 'new', email: 'new@example.com', now: new Date() }),
      );
      await runOperation(CreateUser, { UserName: 'maria' }, testCall(rootCaller(id)), database);
    } finally {
      await database.close();
    }
  });
});
