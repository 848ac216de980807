import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrismaClient } from './generated/sqlite/client';
import { HOT_QUERIES, NO_QUERIES } from './hot-queries';
import { sqliteAdapterFactory } from './sqlite/sqlite-adapter';
import { type Connection, openSqliteFile, type SqliteConnection } from './sqlite/sqlite-driver';
import { insertAtOnce, withSqliteQueries } from './sqlite/sqlite-queries';
import { createTestDatabase, type TestDatabase } from './test-database';

describe.runIf(process.env.TEST_DATABASE !== 'postgresql')('hot queries', () => {
  let database: TestDatabase;
  let client: PrismaClient;
  let sqlite: SqliteConnection;
  /** The queries that were run directly, because Prisma has its own connection here. */
  let directly: string[] = [];
  let connection: Connection;

  beforeAll(async () => {
    database = await createTestDatabase();
    client = new PrismaClient({ adapter: sqliteAdapterFactory(database.url) });
    sqlite = await openSqliteFile(database.url.slice('file:'.length));
    connection = {
      get inTransaction() {
        return sqlite.inTransaction;
      },
      prepare(sql) {
        directly.push(sql);
        return sqlite.prepare(sql);
      },
    };
  });
  afterAll(async () => {
    sqlite.close();
    await client.$disconnect();
    await database.close();
  });

  const tableOf = (model: string) => model.charAt(0).toUpperCase() + model.slice(1);

  const ran = async (hot: typeof HOT_QUERIES) => {
    directly = [];
    const db = withSqliteQueries(client, hot, () => connection);
    await db.user.findMany({ where: { accountId: 'a' } });
    await db.user.deleteMany({ where: { accountId: 'a' } });
    await db.handshake.findMany({ where: { state: 'OPEN' } });
    return directly.map((sql) => sql.replace(/"id".* FROM/, '… FROM'));
  };

  it('are the listed queries, and no other query bypasses Prisma', async () => {
    expect(await ran(NO_QUERIES)).toEqual([]);
    expect(await ran({ handshake: ['findMany'], user: ['count'] })).toEqual(['SELECT … FROM "Handshake" WHERE "state" = ?']);
    expect(await ran(HOT_QUERIES)).toEqual(['SELECT … FROM "User" WHERE "accountId" = ?']);
  });

  it('belong only to models whose columns can be read directly', async () => {
    const reads = Object.entries(HOT_QUERIES).filter(([, kinds]) => kinds.includes('count'));
    const db = withSqliteQueries(client, HOT_QUERIES, () => connection);
    directly = [];
    for (const [model] of reads) await (db as unknown as Record<string, { count(): Promise<number> }>)[model]?.count();
    expect(directly.map((sql) => sql.replace(/.* FROM /, ''))).toEqual(reads.map(([model]) => `"${tableOf(model)}"`));
  });

  it('determine which rows can be inserted at once', () => {
    expect(insertAtOnce(NO_QUERIES, connection, [{ model: 'event', rows: [] }])).toBe(false);
    expect(insertAtOnce(HOT_QUERIES, connection, [{ model: 'event', rows: [] }])).toBe(true);
  });
});
