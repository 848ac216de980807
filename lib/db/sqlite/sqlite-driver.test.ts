import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SqliteAdapter } from './sqlite-adapter';
import { type Bindable, openSqliteFile, type SqliteConnection } from './sqlite-driver';
import { isInUse } from './sqlite-file';

let folder: string;
let file: string;
let connection: SqliteConnection;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-driver-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
beforeEach(async () => {
  file = join(folder, `${++count}.db`);
  connection = await openSqliteFile(file);
  connection.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (id TEXT PRIMARY KEY, value, whole INTEGER, part REAL)');
  return () => connection.close();
});

const TEXT = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('\0', 'a', '?', "'", 'é', '😀', '\uFEFF', '\u2028', '%'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);
const INT64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const BYTES = fc.uint8Array({ maxLength: 40 });
const NUMBER = fc.double({ noNaN: true });

describe('a stored value', () => {
  it('equals the bound value, and finds its row', () => {
    const insert = connection.prepare('INSERT OR REPLACE INTO t (id, value) VALUES (?, ?)');
    const find = connection.prepareExact('SELECT value, typeof(value) FROM t WHERE value IS ? AND id = ?');
    fc.assert(
      fc.property(TEXT, fc.oneof(TEXT, INT64, BYTES, NUMBER, fc.constant(null)), (id, value: Bindable) => {
        insert.run([id, value]);
        const [row] = find.rows([value, id]);
        const [read, type] = row ?? [];
        if (value === null) expect([read, type]).toEqual([null, 'null']);
        else if (typeof value === 'number') expect([Number(read) + 0, type]).toEqual([value + 0, 'real']);
        else if (value instanceof Uint8Array) expect([...(read as Uint8Array)]).toEqual([...value]);
        else expect([read, type]).toEqual([value, typeof value === 'bigint' ? 'integer' : 'text']);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same through Prisma’s adapter', async () => {
    const adapter = new SqliteAdapter(connection);
    const types = ['string', 'bigint', 'float', 'int'].map((scalarType) => ({ scalarType, arity: 'scalar' }) as never);
    await fc.assert(
      fc.asyncProperty(TEXT, INT64, NUMBER, fc.integer(), async (id, whole, part, value) => {
        const sql = 'INSERT OR REPLACE INTO t (id, whole, part, value) VALUES (?, ?, ?, ?)';
        await adapter.executeRaw({ sql, args: [id, String(whole), part, value], argTypes: types });
        const { rows } = await adapter.queryRaw({
          sql: 'SELECT id, whole, part, value, typeof(value) FROM t WHERE id = ?',
          args: [id],
          argTypes: types.slice(0, 1),
        });
        const shown = Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole);
        // SQLite stores a whole number of a REAL column as an integer, and zero without its sign.
        expect(rows).toEqual([[id, shown, part + 0, value, 'integer']]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a connection', () => {
  it('releases the file when it is closed, regardless of prepared statements', async () => {
    const statements = [1, 2, 3].map(() => connection.prepare('SELECT * FROM t'));
    for (const statement of statements) statement.get([]);
    expect(await isInUse(file)).toBe(true);
    connection.close();
    connection.close();
    expect(await isInUse(file)).toBe(false);
    expect(() => statements[0]?.get([])).toThrow(/finalized|not open|closed/);
  });

  it('stays open as long as one of its statements exists', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const prepared = async () => (await openSqliteFile(file)).prepare('SELECT count(*) AS n FROM t');
    const statements = await Promise.all(Array.from({ length: 20 }, prepared));
    for (let round = 0; round < 5; round += 1) {
      collect();
      await new Promise(setImmediate);
      for (const statement of statements) expect(statement.get([])).toEqual({ n: 0 });
    }
  });

  it('waits for the lock of another connection, and reports a timeout', async () => {
    const other = await openSqliteFile(file, { timeout: 50 });
    connection.exec('BEGIN IMMEDIATE');
    await expect(new SqliteAdapter(other).startTransaction()).resolves.toBeDefined();
    expect(() => other.exec("INSERT INTO t (id) VALUES ('a')")).toThrow('database is locked');
    connection.exec('ROLLBACK');
    other.exec("INSERT INTO t (id) VALUES ('a')");
    other.close();
  });

  it('shares a file with connections of other threads', async () => {
    const program = `
      const { parentPort, workerData } = require('node:worker_threads');
      const { DatabaseSync } = require('@photostructure/sqlite');
      const database = new DatabaseSync(workerData.file, { timeout: 60000 });
      const insert = database.prepare('INSERT INTO t (id) VALUES (?)');
      for (let index = 0; index < 200; index += 1) insert.run(workerData.name + index);
      database.close();`;
    const threads = ['a', 'b'].map((name) => new Worker(program, { eval: true, workerData: { file, name } }));
    const ended = Promise.all(threads.map((thread) => new Promise((resolve) => thread.once('exit', resolve))));
    const insert = connection.prepare('INSERT INTO t (id) VALUES (?)');
    for (let index = 0; index < 200; index += 1) {
      insert.run([`c${index}`]);
      if (index % 20 === 0) await new Promise(setImmediate);
    }
    expect(await ended).toEqual([0, 0]);
    expect(connection.value('SELECT count(*) FROM t')).toBe(600);
    expect(connection.value('PRAGMA integrity_check')).toBe('ok');
  });
});
