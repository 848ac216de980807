import {
  type ArgType,
  type ColumnType,
  ColumnTypeEnum,
  DriverAdapterError,
  type IsolationLevel,
  type MappedError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils';
import { type Bindable, type ExactStatement, openSqliteFile, type SqliteConnection } from './sqlite-driver';

const NAMES = { provider: 'sqlite', adapterName: 'gatehouse-sqlite' } as const;

/** Opens connections for Prisma to the file of a URL. */
export function sqliteAdapterFactory(url: string): SqlMigrationAwareDriverAdapterFactory {
  const connect = async (file: string) => new SqliteAdapter(await openSqliteFile(file));
  return {
    ...NAMES,
    connect: () => connect(url.replace(/^file:/, '')),
    connectToShadowDb: () => connect(':memory:'),
  };
}

/**
 * Prisma's way to a SQLite connection. Its transactions nest inside the running one: Prisma starts one for a query with several
 * statements, and SQLite allows only one at a time. Concurrent ones run one after the other, because savepoints end with whatever
 * was begun before them.
 */
export class SqliteAdapter implements SqlDriverAdapter {
  readonly provider = NAMES.provider;
  readonly adapterName = NAMES.adapterName;
  readonly #connection: SqliteConnection;
  #savepoints = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  async queryRaw({ sql, args, argTypes }: SqlQuery): Promise<SqlResultSet> {
    return this.#run(sql, (statement) => {
      const cells = toCells(args, argTypes);
      const { columns } = statement;
      if (columns.length === 0) {
        statement.run(cells);
        return { columnNames: [], columnTypes: [], rows: [] };
      }
      const rows = statement.rows(cells);
      const columnTypes = columns.map(({ type }, index) => TYPES.get(type?.toUpperCase() ?? '') ?? typeOfValues(rows, index));
      for (const row of rows) toPrismaInPlace(row, columnTypes);
      return { columnNames: columns.map(({ name }) => name), columnTypes, rows };
    });
  }

  async executeRaw({ sql, args, argTypes }: SqlQuery): Promise<number> {
    return this.#run(sql, (statement) => statement.run(toCells(args, argTypes)));
  }

  #run<T>(sql: string, use: (statement: ExactStatement) => T): T {
    return withPrismaErrors(() => {
      const statement = this.#connection.prepareExact(sql);
      try {
        return use(statement);
      } finally {
        statement.close();
      }
    });
  }

  async executeScript(script: string): Promise<void> {
    withPrismaErrors(() => this.#connection.exec(script));
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    if (isolationLevel !== undefined && isolationLevel !== 'SERIALIZABLE')
      throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level: isolationLevel });
    const before = this.#last;
    let end = () => {};
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    try {
      return this.#connection.inTransaction ? this.#begin(`nested_${++this.#savepoints}`, end) : this.#begin(null, end);
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Begins a transaction, or a savepoint with a name. Calls `end` after its commit or rollback. */
  #begin(savepoint: string | null, end: () => void): Transaction {
    const run = (script: string) => withPrismaErrors(() => this.#connection.exec(script));
    run(savepoint === null ? 'BEGIN' : `SAVEPOINT ${savepoint}`);
    const undo = savepoint === null ? 'ROLLBACK' : `ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`;
    const ending = async (script: string) => {
      try {
        run(script);
      } catch (error) {
        // Prisma sends no rollback after a commit that failed.
        if (script !== undo && this.#connection.inTransaction) run(undo);
        throw error;
      } finally {
        end();
      }
    };
    return {
      ...NAMES,
      // Prisma sends no COMMIT itself.
      options: { usePhantomQuery: true },
      queryRaw: (query) => this.queryRaw(query),
      executeRaw: (query) => this.executeRaw(query),
      commit: () => ending(savepoint === null ? 'COMMIT' : `RELEASE ${savepoint}`),
      // After some errors, such as a full disk, SQLite has rolled back already.
      rollback: async () => {
        if (!this.#connection.inTransaction) return end();
        await ending(undo);
      },
    };
  }

  async dispose(): Promise<void> {
    this.#connection.close();
  }
}

/** The types of Prisma's columns. */
const TYPES: ReadonlyMap<string, ColumnType> = new Map([
  ['TEXT', ColumnTypeEnum.Text],
  ['INTEGER', ColumnTypeEnum.Int32],
  ['BIGINT', ColumnTypeEnum.Int64],
  ['REAL', ColumnTypeEnum.Double],
  ['BOOLEAN', ColumnTypeEnum.Boolean],
  ['DATETIME', ColumnTypeEnum.DateTime],
  ['BLOB', ColumnTypeEnum.Bytes],
]);

/** Returns the type of a calculated column, by its first value. */
function typeOfValues(rows: readonly unknown[][], index: number): ColumnType {
  const value = rows.find((row) => row[index] !== null)?.[index];
  if (typeof value === 'string') return ColumnTypeEnum.Text;
  if (typeof value === 'bigint') return ColumnTypeEnum.Int64;
  if (typeof value === 'number') return ColumnTypeEnum.UnknownNumber;
  return value === undefined ? ColumnTypeEnum.Int32 : ColumnTypeEnum.Bytes;
}

function toPrismaInPlace(row: unknown[], types: readonly ColumnType[]): void {
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index];
    if (typeof value !== 'bigint' && typeof value !== 'number') continue;
    const type = types[index];
    if (type === ColumnTypeEnum.DateTime) row[index] = new Date(Number(value)).toISOString();
    else if (typeof value === 'bigint') row[index] = Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    else if (type === ColumnTypeEnum.Int32 || type === ColumnTypeEnum.Int64) row[index] = Math.trunc(value);
  }
}

function toCells(args: readonly unknown[], types: readonly ArgType[]): Bindable[] {
  return args.map((arg, index) => toCell(arg, types[index]?.scalarType ?? 'unknown'));
}

/** Returns a value as it is stored. Prisma sends some as text. */
function toCell(arg: unknown, type: ArgType['scalarType']): Bindable {
  if (arg instanceof Date) return timeText(arg);
  // The driver binds numbers as floating-point ones, which divide differently.
  if (typeof arg === 'number' && Number.isSafeInteger(arg)) return BigInt(arg);
  if (typeof arg !== 'string') return arg as Bindable;
  switch (type) {
    case 'int':
      return BigInt(Number.parseInt(arg, 10));
    case 'float':
    case 'decimal':
      return Number.parseFloat(arg);
    case 'bigint':
      return BigInt(arg);
    case 'datetime':
      return timeText(new Date(arg));
    case 'bytes':
      return Buffer.from(arg, 'base64');
    default:
      return arg;
  }
}

function timeText(time: Date): string {
  return time.toISOString().replace('Z', '+00:00');
}

/** Runs work of the driver. @throws DriverAdapterError for an error of SQLite */
function withPrismaErrors<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') throw error;
    const { errcode, message } = error;
    throw new DriverAdapterError({ ...mappedError(errcode, message), originalCode: String(errcode), originalMessage: message });
  }
}

/** SQLite's result codes. Source: sqlite.org/rescode.html */
const CODES = { BUSY: 5, TRIGGER: 1811, FOREIGN_KEY: 787, NOT_NULL: 1299, PRIMARY_KEY: 1555, UNIQUE: 2067 };

function mappedError(code: number, message: string): MappedError {
  const columns = message.split('constraint failed: ').at(1)?.split(', ');
  const fields = columns?.map((column) => column.split('.').at(-1) ?? column);
  const constraint = fields && { fields };
  const rest = (start: string) => message.slice(message.indexOf(start) + start.length);
  switch (code) {
    case CODES.UNIQUE:
    case CODES.PRIMARY_KEY:
      return {
        kind: 'UniqueConstraintViolation',
        constraint,
        table: columns?.[0]?.split('.').slice(0, -1).join('.') || undefined,
      };
    case CODES.NOT_NULL:
      return { kind: 'NullConstraintViolation', constraint };
    case CODES.FOREIGN_KEY:
    case CODES.TRIGGER:
      return { kind: 'ForeignKeyConstraintViolation', constraint: { foreignKey: {} } };
  }
  // The lowest byte is the primary code.
  if ((code & 0xff) === CODES.BUSY) return { kind: 'SocketTimeout' };
  if (message.startsWith('no such table: ')) return { kind: 'TableDoesNotExist', table: rest('no such table: ') };
  if (message.startsWith('no such column: ')) return { kind: 'ColumnNotFound', column: rest('no such column: ') };
  if (message.includes('has no column named ')) return { kind: 'ColumnNotFound', column: rest('has no column named ') };
  return { kind: 'sqlite', extendedCode: code, message };
}
