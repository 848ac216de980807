import type { Pool, PoolClient, QueryConfig } from 'pg';
import { type Model, modelsOf, plainBytes, type Row } from '../direct-columns';
import { type Models, type Planned, planQuery, planRows } from '../direct-plans';
import { type DirectWay, type Insertion, withDirectQueries } from '../direct-queries';
import { ifThereSql, type Values } from '../direct-sql';
import type { Prisma } from '../generated/sqlite/client';
import type { HotQueries, QueryKind } from '../hot-queries';

type Runner = Pick<Pool | PoolClient, 'query'>;
/** Returns the runner for a kind of query. */
export type Sender = (kind: QueryKind) => Runner;

/**
 * Returns the client with hot queries sent by the driver as prepared statements.
 * @param client answers the others
 * @param check throws if the client may no longer be used
 */
export function withPostgresQueries(
  client: Prisma.TransactionClient,
  models: Models,
  hot: HotQueries,
  sender: Sender,
  check: () => void = () => undefined,
): Prisma.TransactionClient {
  const way: DirectWay = {
    check,
    answer: async (kind, model, args, prisma) => {
      check();
      const planned = kind === 'createMany' ? planInsert(model, planRows(model, args)) : planQuery(kind, model, args, models);
      const answer = planned ? await run(sender(kind), planned) : undefined;
      return answer === undefined ? prisma() : answer;
    },
  };
  return withDirectQueries(client, models, hot, way);
}

/**
 * Inserts rows of several tables in one statement, which is its own transaction.
 * @returns false, with nothing written, if a row is not plain or its model not hot
 */
export async function insertAtOnce(hot: HotQueries, runner: Runner, insertions: readonly Insertion[]): Promise<boolean> {
  const models = modelsOf('postgresql');
  const inserts: Planned[] = [];
  let awaited: number | undefined;
  for (const { model: name, rows, ifThere } of insertions) {
    if (rows.length === 0) continue;
    const model = models.get(name);
    const planned = model && hot[name]?.includes('createMany') ? planInsert(model, planRows(model, { data: rows })) : null;
    if (!model || !planned) return false;
    if (ifThere === undefined) {
      inserts.push(planned);
      continue;
    }
    // The server runs the parts of a statement in any order, unless one reads another's result.
    const order = awaited === undefined ? '' : ` WHERE (SELECT COUNT(*) FROM insert_${awaited}) >= 0`;
    awaited = inserts.length;
    inserts.push({ ...planned, text: `${planned.text}${order}${ifThereSql(model, ifThere)} RETURNING 1` });
  }
  const last = inserts.pop();
  if (!last) return true;
  const before = inserts.map(({ text }, index) => `insert_${index} AS (${text})`);
  const text = before.length > 0 ? `WITH ${before.join(', ')} ${last.text}` : last.text;
  await run(runner, { text, cells: [...inserts, last].flatMap(({ cells }) => cells), answer: () => true });
  return true;
}

/** Returns one statement for any number of rows; null if their columns differ. */
function planInsert(model: Model, rows: readonly Values[] | null): Planned | null {
  const names = rows?.[0]?.names;
  if (!rows || !names || rows.some((row) => row.names.join() !== names.join())) return null;
  const columns = names.map((name) => `"${name}"`).join(', ');
  const objects = rows.map(({ cells }) => Object.fromEntries(names.map((name, index) => [name, cells[index]])));
  return {
    text: `INSERT INTO "${model.table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${model.table}", ?::json)`,
    cells: [toJson(objects)],
    answer: (_, changes) => ({ count: changes }),
  };
}

/**
 * Returns JSON with unpaired surrogates replaced. The server accepts them in a plain value, where they are replaced, but not
 * inside JSON.
 */
function toJson(objects: readonly object[]): string {
  const text = JSON.stringify(objects);
  if (!text.includes('\\ud')) return text;
  return JSON.stringify(objects, (_, value: unknown) => (typeof value === 'string' ? Buffer.from(value).toString() : value));
}

async function run(runner: Runner, { text, cells, answer }: Planned): Promise<unknown> {
  try {
    const { rows, rowCount } = await runner.query<Row>({ ...statementOf(text), values: [...cells], types: TYPES });
    return answer(rows, rowCount ?? 0);
  } catch (error) {
    throw toPrismaFailure(error);
  }
}

// The number of prepared statements, which bounds each connection's memory.
const MAX_STATEMENTS = 1_000;
const statements = new Map<string, { name?: string; text: string }>();

/** Returns the statement in PostgreSQL's notation, with the same name on every connection. */
function statementOf(text: string): { name?: string; text: string } {
  const known = statements.get(text);
  if (known) return known;
  let count = 0;
  const numbered = text.replaceAll('?', () => `$${++count}`);
  if (statements.size >= MAX_STATEMENTS) return { text: numbered };
  const statement = { name: `direct_${statements.size}`, text: numbered };
  statements.set(text, statement);
  return statement;
}

const TIMESTAMP = 1114;
const TEXTS = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'],
  // The server writes bytes as \x and hexadecimal digits.
  [17, (text) => plainBytes(Buffer.from(text.slice(2), 'hex'))],
  [20, Number],
  [23, Number],
  [701, Number],
  // Stored in UTC without a time zone.
  [TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`)],
]);
const TYPES: QueryConfig['types'] = {
  getTypeParser: ((oid: number) => TEXTS.get(oid) ?? String) as NonNullable<QueryConfig['types']>['getTypeParser'],
};

const PRISMA_CODES: ReadonlyMap<unknown, string | undefined> = new Map([
  ['22003', 'P2020'],
  // A missing value, which Prisma refuses without a code.
  ['23502', undefined],
  ['23503', 'P2003'],
  ['23505', 'P2002'],
  ['40001', 'P2034'],
  ['40P01', 'P2034'],
]);

/** Returns a failure with Prisma's code, so that callers can't tell how a query was answered. */
export function toPrismaFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !PRISMA_CODES.has(error.code)) return error;
  return Object.assign(new Error(error.message, { cause: error }), { code: PRISMA_CODES.get(error.code) });
}
