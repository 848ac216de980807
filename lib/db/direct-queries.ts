import { type Cell, fromCells, type Model, type Row, readModels, toCell } from './direct-columns';
import { assignmentsSql, columnsSql, orderSql, valuesSql, whereSql } from './direct-sql';
import type { Prisma } from './generated/sqlite/client';
import type { HotQueries, QueryKind } from './hot-queries';

/** What is used of a better-sqlite3 connection. */
export type Connection = {
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
};
type Statement = {
  get(...cells: Cell[]): unknown;
  all(...cells: Cell[]): unknown[];
  run(...cells: Cell[]): { changes: number };
  safeIntegers(on: boolean): Statement;
};

type Args = Readonly<Record<string, unknown>>;
/** A plan answers a query, or says with null that Prisma has to. */
type Plan = (context: Context, args: Args) => { result: unknown } | null;
type Context = { model: Model; connection: Connection; statement(sql: string): Statement };

const MAX_STATEMENTS = 2_000;

/**
 * The same client, except that hot queries which are plain (columns of one table, equalities and comparisons) run as prepared statements on
 * Prisma's own SQLite connection, which takes a twentieth of the time. Everything else, and everything that fails, goes to Prisma.
 * See lib/decisions/005-direct-queries.md; direct-queries.test.ts holds both ways against each other.
 * @param hot the queries that may be answered so; hot-queries.ts has the list
 * @param pick the connection to use now; it throws when the client may be used no more
 */
export function withDirectQueries(
  client: Prisma.TransactionClient,
  hot: HotQueries,
  pick: () => Connection,
): Prisma.TransactionClient {
  const models = modelsOf(client);
  const delegates = new Map<string | symbol, object>();
  return new Proxy(client, {
    get(target, name) {
      const known = delegates.get(name);
      if (known) return known;
      const kinds = typeof name === 'string' && Object.hasOwn(hot, name) ? hot[name] : undefined;
      const model = kinds && models.get(name as string);
      if (!kinds || !model) {
        pick();
        return Reflect.get(target, name);
      }
      // Prisma's own delegate is made only when something needs it: making it costs more than a direct query.
      const delegate = directDelegate(() => Reflect.get(target, name) as object, model, kinds, pick);
      delegates.set(name, delegate);
      return delegate;
    },
  });
}

function directDelegate(delegate: () => object, model: Model, kinds: readonly string[], pick: () => Connection): object {
  return new Proxy(Object.prototype, {
    get(_, name) {
      const plan = typeof name === 'string' && kinds.includes(name) ? PLANS[name as QueryKind] : undefined;
      if (!plan) {
        pick();
        return Reflect.get(delegate(), name);
      }
      return (args: Args = {}) => {
        const answer = attempt(plan, contextOf(model, pick()), args);
        return answer ? Promise.resolve(answer.result) : (Reflect.get(delegate(), name) as (args: Args) => unknown)(args);
      };
    },
  });
}

function contextOf(model: Model, connection: Connection): Context {
  return { model, connection, statement: (sql) => statementOf(connection, sql) };
}

/** Rows for one table, by the name of its delegate. */
export type Insertion = { model: string; rows: readonly object[] };

/**
 * Writes rows in one transaction of its own, at once and without giving way to anything else.
 * @returns false, with nothing written, while the connection has a transaction, or when a row is not plain or its model not hot
 * @throws the driver's error when a row cannot be written; then none is
 */
export function insertAtOnce(client: object, hot: HotQueries, connection: Connection, insertions: readonly Insertion[]): boolean {
  if (connection.inTransaction || !insertions.every(({ model }) => hot[model]?.includes('createMany'))) return false;
  const statement = (sql: string) => statementOf(connection, sql);
  const models = modelsOf(client);
  const inserts = insertions.flatMap(({ model: name, rows }) => {
    const model = models.get(name);
    return rows.map((row) => ({ table: model?.table, values: model ? valuesSql(model, row) : null }));
  });
  if (inserts.some(({ values }) => values === null)) return false;
  statement('BEGIN IMMEDIATE').run();
  try {
    for (const { table, values } of inserts) if (values) statement(`INSERT INTO "${table}" ${values.text}`).run(...values.cells);
    statement('COMMIT').run();
  } catch (error) {
    if (connection.inTransaction) statement('ROLLBACK').run();
    throw error;
  }
  return true;
}

/** A statement that fails has changed nothing, so Prisma may run it again and fail in its own words. */
function attempt(plan: Plan, context: Context, args: Args): { result: unknown } | null {
  try {
    return plan(context, args);
  } catch {
    return null;
  }
}

const modelCache = new WeakMap<object, ReadonlyMap<string, Model>>();

function modelsOf(client: object): ReadonlyMap<string, Model> {
  // The client of a transaction inherits from the one it belongs to.
  const key = (client as { _runtimeDataModel?: object })._runtimeDataModel ?? client;
  const known = modelCache.get(key);
  if (known) return known;
  const models = readModels(client);
  modelCache.set(key, models);
  return models;
}

const statementCache = new WeakMap<Connection, Map<string, Statement>>();

/** A statement of a connection, prepared once. */
export function statementOf(connection: Connection, sql: string): Statement {
  let statements = statementCache.get(connection);
  if (!statements) {
    statements = new Map();
    statementCache.set(connection, statements);
  }
  const known = statements.get(sql);
  if (known) return known;
  if (statements.size >= MAX_STATEMENTS) statements.clear();
  const fresh = connection.prepare(sql).safeIntegers(false);
  statements.set(sql, fresh);
  return fresh;
}

/** Arguments that a plan does not know make the query one for Prisma. */
function only(args: Args, ...known: string[]): boolean {
  return Object.keys(args).every((name) => args[name] === undefined || known.includes(name));
}

function select(context: Context, args: Args, limit: string, cells: Cell[]): Row[] | null {
  const { model } = context;
  const columns = columnsSql(model, args.select);
  const where = whereSql(model, args.where);
  const order = orderSql(model, args.orderBy);
  if (columns === null || where === null || order === null) return null;
  const rows = context
    .statement(`SELECT ${columns} FROM "${model.table}"${where.text}${order}${limit}`)
    .all(...where.cells, ...cells);
  return (rows as Row[]).map((row) => fromCells(model, row));
}

const findOne: Plan = (context, args) => {
  if (!only(args, 'where', 'select', 'orderBy')) return null;
  const rows = select(context, args, ' LIMIT 1', []);
  return rows && { result: rows[0] ?? null };
};

/** Of a row that is not there, Prisma tells. */
const findOneOrThrow: Plan = (context, args) => {
  const found = findOne(context, args);
  return found?.result === null ? null : found;
};

/** The row that a statement wrote. */
function written(context: Context, sql: string, cells: Cell[]): { result: unknown } | null {
  const row = context.statement(sql).get(...cells) as Row | undefined;
  return row === undefined ? null : { result: fromCells(context.model, row) };
}

const PLANS: Readonly<Record<QueryKind, Plan>> = {
  findUnique: findOne,
  findFirst: findOne,
  findUniqueOrThrow: findOneOrThrow,
  findFirstOrThrow: findOneOrThrow,

  findMany(context, args) {
    if (!only(args, 'where', 'select', 'orderBy', 'take')) return null;
    const { take } = args;
    if (take !== undefined && (toCell('Int', take) == null || (take as number) < 0)) return null;
    const rows = take === undefined ? select(context, args, '', []) : select(context, args, ' LIMIT ?', [take as number]);
    return rows && { result: rows };
  },

  count(context, args) {
    const where = only(args, 'where') ? whereSql(context.model, args.where) : null;
    if (!where) return null;
    const row = context.statement(`SELECT COUNT(*) AS n FROM "${context.model.table}"${where.text}`).get(...where.cells);
    return { result: (row as { n: number }).n };
  },

  create(context, args) {
    const values = only(args, 'data', 'select') ? valuesSql(context.model, args.data) : null;
    const columns = columnsSql(context.model, args.select);
    if (!values || !columns) return null;
    return written(context, `INSERT INTO "${context.model.table}" ${values.text} RETURNING ${columns}`, values.cells);
  },

  // All rows or none: the savepoint undoes the first ones when a later one fails.
  createMany(context, args) {
    const { data } = args;
    if (!only(args, 'data') || !Array.isArray(data) || !context.connection.inTransaction) return null;
    const rows = data.map((row) => valuesSql(context.model, row));
    context.statement('SAVEPOINT direct').run();
    try {
      for (const row of rows) {
        if (!row) throw new Error('not plain');
        context.statement(`INSERT INTO "${context.model.table}" ${row.text}`).run(...row.cells);
      }
      return { result: { count: rows.length } };
    } catch (error) {
      context.statement('ROLLBACK TO direct').run();
      throw error;
    } finally {
      context.statement('RELEASE direct').run();
    }
  },

  updateMany(context, args) {
    const set = only(args, 'where', 'data') ? assignmentsSql(context.model, args.data) : null;
    const where = whereSql(context.model, args.where);
    if (!set || !where) return null;
    const { changes } = context
      .statement(`UPDATE "${context.model.table}"${set.text}${where.text}`)
      .run(...set.cells, ...where.cells);
    return { result: { count: changes } };
  },
};
