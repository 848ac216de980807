import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

/** A value that SQLite stores. Booleans become 0 and 1. */
export type Bindable = string | number | bigint | boolean | Uint8Array | null;

/** A connection to a SQLite file. It holds the process while it works. */
export type Connection = {
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
};

/** A prepared statement with `?` for each value. */
export type Statement = {
  /** True if it returns rows. */
  readonly reader: boolean;
  all(cells: readonly unknown[]): Record<string, unknown>[];
  get(cells: readonly unknown[]): Record<string, unknown> | undefined;
  run(cells?: readonly unknown[]): { changes: number };
};

/**
 * Opens a database file, which is created if it is missing.
 *
 * The driver has the interface of `node:sqlite`, and brings a binary for each system that needs no version of Node.js
 * (lib/decisions/067-sqlite-without-a-compiler.md).
 * @param timeout the longest wait for a lock of another connection, in milliseconds
 */
export async function openSqliteFile(file: string, { timeout = 5_000 } = {}): Promise<SqliteConnection> {
  const { DatabaseSync } = await loadDriver();
  return new SqliteConnection(new DatabaseSync(file, { timeout }));
}

async function loadDriver() {
  try {
    // Not with the module, so that PostgreSQL works on any system.
    return await import('@photostructure/sqlite');
  } catch (error) {
    const sentence = `SQLite’s driver cannot be loaded on this system (${process.platform} ${process.arch}). Set DATABASE_URL to a PostgreSQL database.`;
    throw new Error(sentence, { cause: error });
  }
}

export class SqliteConnection implements Connection {
  readonly #database: DatabaseSyncInstance;

  constructor(database: DatabaseSyncInstance) {
    this.#database = database;
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  /** Runs statements without values and results. */
  exec(script: string): void {
    this.#database.exec(script);
  }

  prepare(sql: string): Statement {
    return new RowStatement(new Prepared(this.#database, sql, false));
  }

  /** Prepares a statement that returns lists of values, and integers of any size as BigInts. */
  prepareExact(sql: string): ExactStatement {
    return new ExactStatement(new Prepared(this.#database, sql, true));
  }

  /** Returns the first column of the first row. */
  value(sql: string): unknown {
    return Object.values(this.prepare(sql).get([]) ?? {})[0];
  }

  /** Closes the file; a second time does nothing. */
  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

class RowStatement implements Statement {
  readonly reader: boolean;
  readonly #prepared: Prepared;
  readonly #names: readonly string[];

  constructor(prepared: Prepared) {
    this.#prepared = prepared;
    this.#names = prepared.statement.columns().map(({ name }) => name);
    this.reader = this.#names.length > 0;
  }

  all(cells: readonly unknown[]): Record<string, unknown>[] {
    return this.#prepared.all(cells).map((row) => this.#named(row));
  }

  get(cells: readonly unknown[]): Record<string, unknown> | undefined {
    const row = this.#prepared.get(cells);
    return row && this.#named(row);
  }

  run(cells: readonly unknown[] = []): { changes: number } {
    return { changes: this.#prepared.run(cells) };
  }

  #named(values: readonly unknown[]): Record<string, unknown> {
    const row: Record<string, unknown> = {};
    for (let index = 0; index < this.#names.length; index += 1) row[this.#names[index] as string] = values[index];
    return row;
  }
}

export class ExactStatement {
  readonly columns: readonly { name: string; type: string | null }[];
  readonly #prepared: Prepared;

  constructor(prepared: Prepared) {
    this.#prepared = prepared;
    this.columns = prepared.statement.columns();
  }

  rows(cells: readonly Bindable[]): unknown[][] {
    return this.#prepared.all(cells);
  }

  /** Returns the number of changed rows. */
  run(cells: readonly Bindable[]): number {
    return this.#prepared.run(cells);
  }

  /** Frees its memory, which the garbage collector does not see. */
  close(): void {
    this.#prepared.close();
  }
}

/** A statement of the driver. It keeps its database, which the driver would otherwise free first. */
class Prepared {
  readonly statement: StatementSyncInstance;
  readonly #database: DatabaseSyncInstance;
  readonly #sql: string;
  readonly #exact: boolean;

  constructor(database: DatabaseSyncInstance, sql: string, exact: boolean) {
    this.#database = database;
    this.#sql = sql;
    this.#exact = exact;
    this.statement = database.prepare(sql);
    this.statement.setReturnArrays(true);
    this.statement.setReadBigInts(exact);
  }

  all(cells: readonly unknown[]): unknown[][] {
    return hasNul(cells) ? this.#asBytes(cells, (bytes) => bytes.all(cells.map(textBytes))) : this.statement.all(...cells);
  }

  get(cells: readonly unknown[]): unknown[] | undefined {
    return hasNul(cells) ? this.#asBytes(cells, (bytes) => bytes.get(cells.map(textBytes))) : this.statement.get(...cells);
  }

  run(cells: readonly unknown[]): number {
    if (hasNul(cells)) return this.#asBytes(cells, (bytes) => bytes.run(cells.map(textBytes)));
    return Number(this.statement.run(...cells).changes);
  }

  close(): void {
    this.statement.close();
  }

  /** Uses the statement with texts as bytes: the driver binds a text up to its first NUL character. */
  #asBytes<T>(cells: readonly unknown[], use: (bytes: Prepared) => T): T {
    const parts = this.#sql.split('?');
    if (parts.length !== cells.length + 1) throw new RangeError(`The statement has ${parts.length - 1} values: ${this.#sql}`);
    const sql = parts.reduce((text, part, index) => `${text}${typeof cells[index - 1] === 'string' ? CAST : '?'}${part}`);
    const bytes = new Prepared(this.#database, sql, this.#exact);
    try {
      return use(bytes);
    } finally {
      bytes.close();
    }
  }
}

const CAST = 'CAST(? AS TEXT)';

function hasNul(cells: readonly unknown[]): boolean {
  for (const cell of cells) if (typeof cell === 'string' && cell.includes('\0')) return true;
  return false;
}

function textBytes(cell: unknown): unknown {
  return typeof cell === 'string' ? Buffer.from(cell) : cell;
}
