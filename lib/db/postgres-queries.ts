import type { Pool, PoolClient, QueryConfig } from 'pg';
import { type Model, modelsOf, type Row } from './direct-columns';
import { type Models, type Planned, planQuery, planRows } from './direct-plans';
import { type DirectWay, type Insertion, withDirectQueries } from './direct-queries';
import { ifThereSql, type Values } from './direct-sql';
import type { Prisma } from './generated/sqlite/client';
import type { HotQueries, QueryKind } from './hot-queries';

type Runner = Pick<Pool | PoolClient, 'query'>;
/** Who sends a query of a kind. */
export type Sender = (kind: QueryKind) => Runner;

/**
 * The client with hot queries sent by the driver itself, as statements that the server has prepared.
 * @param client answers the others
 * @param check throws when the client may be used no more
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
 * Writes rows of several tables in one statement, which is a transaction by itself.
 * @returns false, with nothing written, when a row is not plain or its model not hot
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
    // The server takes the parts of a statement in whatever order, unless one asks for what another returns.
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

/** One statement for rows of any number; null where they do not all have the same columns. */
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

/** Half a character, which the server takes in a value of its own but not inside JSON, becomes what it would become there. */
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

// Beyond this many the server prepares no more, so that no connection fills up with statements.
const MAX_STATEMENTS = 1_000;
const statements = new Map<string, { name?: string; text: string }>();

/** The statement in PostgreSQL's notation, under a name that is the same on every connection. */
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
  [20, Number],
  [23, Number],
  [701, Number],
  // Kept in UTC, without saying so.
  [TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`)],
]);
const TYPES: QueryConfig['types'] = {
  getTypeParser: ((oid: number) => TEXTS.get(oid) ?? String) as NonNullable<QueryConfig['types']>['getTypeParser'],
};

const PRISMA_CODES: ReadonlyMap<unknown, string | undefined> = new Map([
  ['22003', 'P2020'],
  // A column without its value, which Prisma refuses by itself and without a code.
  ['23502', undefined],
  ['23503', 'P2003'],
  ['23505', 'P2002'],
  ['40001', 'P2034'],
  ['40P01', 'P2034'],
]);

/** A failure under Prisma's code for it, since nobody is to know which way a query took. */
export function toPrismaFailure(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !PRISMA_CODES.has(error.code)) return error;
  return Object.assign(new Error(error.message, { cause: error }), { code: PRISMA_CODES.get(error.code) });
}
