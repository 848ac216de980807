import { modelsOf } from '../direct-columns';
import { type Planned, planQuery, planRows } from '../direct-plans';
import { type DirectWay, type Insertion, withDirectQueries } from '../direct-queries';
import { ifThereSql, insertSql } from '../direct-sql';
import type { Prisma } from '../generated/sqlite/client';
import type { HotQueries } from '../hot-queries';
import type { Connection, Statement } from './sqlite-driver';

const MAX_STATEMENTS = 2_000;

/**
 * Returns the client with hot queries run on Prisma's own SQLite connection.
 * @param pick returns the connection to use now; it throws if the client may no longer be used
 */
export function withSqliteQueries(
  client: Prisma.TransactionClient,
  hot: HotQueries,
  pick: () => Connection,
): Prisma.TransactionClient {
  const models = modelsOf('sqlite');
  const way: DirectWay = {
    check: pick,
    answer: (kind, model, args, prisma) => {
      const connection = pick();
      // A failed statement has changed nothing, so Prisma may run it again and report its own error.
      const attempt = () => {
        try {
          if (kind === 'createMany') return insertMany(connection, planRows(model, args));
          const planned = planQuery(kind, model, args, models);
          return planned ? run(connection, planned) : undefined;
        } catch {
          return undefined;
        }
      };
      const answer = attempt();
      return answer === undefined ? prisma() : Promise.resolve(answer);
    },
  };
  return withDirectQueries(client, models, hot, way);
}

function run(connection: Connection, { text, cells, one, answer }: Planned): unknown {
  const statement = statementOf(connection, text);
  if (one) {
    const row = statement.get(cells);
    return answer(row === undefined ? [] : [row], 0);
  }
  return statement.reader ? answer(statement.all(cells), 0) : answer([], statement.run(cells).changes);
}

/** Inserts all rows or none: a savepoint undoes earlier rows when a later one fails. */
function insertMany(connection: Connection, rows: ReturnType<typeof planRows>): { count: number } | undefined {
  if (!rows || !connection.inTransaction) return undefined;
  statementOf(connection, 'SAVEPOINT direct').run();
  try {
    for (const { text, cells } of rows) statementOf(connection, text).run(cells);
    return { count: rows.length };
  } catch (error) {
    statementOf(connection, 'ROLLBACK TO direct').run();
    throw error;
  } finally {
    statementOf(connection, 'RELEASE direct').run();
  }
}

/**
 * Inserts rows in their own transaction, synchronously.
 * @returns false, with nothing written, if the connection has a transaction, a row is not plain or its model not hot
 * @throws the driver's error if a row can't be written; then none is
 */
export function insertAtOnce(hot: HotQueries, connection: Connection, insertions: readonly Insertion[]): boolean {
  if (connection.inTransaction || !insertions.every(({ model }) => hot[model]?.includes('createMany'))) return false;
  const models = modelsOf('sqlite');
  const inserts = insertions.flatMap(({ model: name, rows, ifThere }) => {
    const model = models.get(name);
    const end = model ? ifThereSql(model, ifThere) : '';
    return rows.map((row) => {
      const insert = model ? insertSql(model, row) : null;
      return insert && { ...insert, text: insert.text + end };
    });
  });
  if (!inserts.every((values) => values !== null)) return false;
  statementOf(connection, 'BEGIN IMMEDIATE').run();
  try {
    for (const { text, cells } of inserts) statementOf(connection, text).run(cells);
    statementOf(connection, 'COMMIT').run();
  } catch (error) {
    if (connection.inTransaction) statementOf(connection, 'ROLLBACK').run();
    throw error;
  }
  return true;
}

const statementCache = new WeakMap<Connection, Map<string, Statement>>();

/** Returns a prepared statement of a connection, cached. */
export function statementOf(connection: Connection, sql: string): Statement {
  let statements = statementCache.get(connection);
  if (!statements) {
    statements = new Map();
    statementCache.set(connection, statements);
  }
  const known = statements.get(sql);
  if (known) return known;
  if (statements.size >= MAX_STATEMENTS) statements.clear();
  const fresh = connection.prepare(sql);
  statements.set(sql, fresh);
  return fresh;
}
