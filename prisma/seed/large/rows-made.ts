import { delegateOf } from '../../../lib/core/module/resource';
import type { Database, Transaction } from '../../../lib/db/client';
import { heldTables, type Row, type TableName } from '../../../lib/snapshot/tables';

/** Every table that the seed's operations write resources or history to, in insertion order. */
const writtenTables = (): TableName[] => [...heldTables(), 'DecisionTrace', 'EventCaller', 'Event'];

/** Rows by table, in the order in which they can be inserted. */
export type RowsMade = readonly { table: TableName; rows: readonly Row[] }[];

export type RowClient = { findMany(args: object): Promise<Row[]>; createMany(args: { data: Row[] }): Promise<unknown> };

export function rowClient(db: Transaction, table: TableName): RowClient {
  return Reflect.get(db, delegateOf(table)) as RowClient;
}

/** Runs operations and returns the new rows. It reads all tables twice. */
export async function rowsMadeBy(database: Database, work: () => Promise<void>): Promise<RowsMade> {
  const tables = writtenTables();
  const before = new Map<TableName, Set<string>>();
  for (const table of tables) before.set(table, new Set((await rowClient(database.reader, table).findMany({})).map(identity)));
  await work();
  const made: { table: TableName; rows: Row[] }[] = [];
  for (const table of tables) {
    const now = await rowClient(database.reader, table).findMany({});
    const rows = now.filter((row) => !before.get(table)?.has(identity(row)));
    if (rows.length > 0) made.push({ table, rows });
  }
  return made;
}

/** Runs operations that only read or fail, and returns the rows of their history. */
export async function eventsMadeBy(database: Database, work: () => Promise<void>): Promise<RowsMade> {
  const { reader } = database;
  const last = await reader.event.findFirst({ orderBy: { id: 'desc' } });
  await work();
  const events = await reader.event.findMany({ where: { id: { gt: last?.id ?? 0 } }, orderBy: { id: 'asc' } });
  const ids = events.flatMap(({ authorizationId }) => authorizationId ?? []);
  const traces = await reader.decisionTrace.findMany({ where: { id: { in: ids } } });
  const callers = await reader.eventCaller.findMany({ where: { id: { in: events.map(({ callerId }) => callerId) } } });
  return [
    { table: 'DecisionTrace', rows: traces },
    { table: 'EventCaller', rows: callers },
    { table: 'Event', rows: events },
  ];
}

/** Returns the ID of a row, or all its values. A row without an ID links two others, and the seed never changes it. */
function identity(row: Row): string {
  return String(row.id ?? JSON.stringify(row));
}
