import { giveWay, letOthersIn, readByIds } from '../core/bulk';
import { delegateOf } from '../core/resource';
import { type LOGGED_TABLES, type LoggedTable, loggedTables } from '../db/change-log';
import type { Transaction } from '../db/client';
import { modelsOf } from '../db/direct-columns';
import { earlierRows } from './earlier-rows';
import { type Extent, type HeldTable, pagesOf, type Row } from './tables';

type LoggedName = keyof typeof LOGGED_TABLES & HeldTable;
type Tables = Record<LoggedName, Row[]>;
type ChangedRow = { number: number; table: string; key: string; before: string | null; event: number | null };

/**
 * The rows that say who may do what, as they were after a call: those of now with what was changed since undone. Columns that say nothing of
 * that are not among them.
 *
 * What is there now is read first, in many pieces and while others write; then what was changed since the moment. A row that was changed
 * meanwhile is among the changes, so that it does not matter when it was read.
 * @param after the number of the event of that call
 */
export async function tablesAfter(db: Transaction, extent: Exclude<Extent, 'everything'>, after: number): Promise<Tables> {
  const current = await loggedRows(db, extent);
  const undone = new Map<string, Map<string, Row | null>>();
  for await (const changes of changesSince(db, [...extent.accountIds, ...extent.organizationIds], after)) {
    for (const { table, key, before } of changes) {
      const ofTable = undone.get(table) ?? new Map<string, Row | null>();
      undone.set(table, ofTable);
      const known = compact(key);
      // The first change since the moment is of what was there at the moment.
      if (!ofTable.has(known)) ofTable.set(known, before === null ? null : rowOf(table, before));
      await giveWay();
    }
  }
  const tables = {} as Tables;
  for (const [name, table] of loggedTables()) {
    const changed = undone.get(name) ?? new Map<string, Row | null>();
    const rows: Row[] = [];
    for (const row of current[name as LoggedName]) {
      if (!changed.has(keyOf(table, row))) rows.push(row);
      await giveWay();
    }
    for (const row of changed.values()) if (row) rows.push(row);
    tables[name as LoggedName] = rows;
  }
  return tables;
}

/**
 * The same, to be read as a database is.
 * @param choose which of the rows
 */
export async function rowsAfter(
  db: Transaction,
  extent: Exclude<Extent, 'everything'>,
  after: number,
  choose: (tables: Tables) => Tables,
): Promise<Transaction> {
  return earlierRows({ tables: choose(await tablesAfter(db, extent, after)) });
}

/** What of the logged tables is there now. */
export async function loggedRows(db: Transaction, extent: Extent): Promise<Tables> {
  const tables = {} as Tables;
  for (const [name, { key, columns }] of loggedTables()) {
    const select = Object.fromEntries([...key, ...columns].map((column) => [column, true]));
    const found: Row[] = [];
    for await (const { rows } of pagesOf(db, name as LoggedName, extent, select)) for (const row of rows) found.push(row);
    tables[name as LoggedName] = found;
  }
  return tables;
}

const ROWS_AT_ONCE = 1_000;

/** The changes of some owners since an event, each row's in their order; those at the end whose event is still to come. */
async function* changesSince(db: Transaction, owners: readonly string[], after: number): AsyncGenerator<ChangedRow[]> {
  const pieces: string[][] = [];
  await readByIds(owners, async (some) => {
    pieces.push(some);
    return [];
  });
  for (const some of pieces) {
    const owner = { in: some };
    const find = (where: object) =>
      db.changedRow.findMany({ where: { owner, ...where }, orderBy: [{ event: 'asc' }, { number: 'asc' }], take: ROWS_AT_ONCE });
    for (let event = after; ; ) {
      await letOthersIn();
      const rows = await find({ event: { gt: event } });
      yield rows;
      const last = rows.at(-1);
      if (rows.length < ROWS_AT_ONCE || last?.event == null) break;
      event = last.event;
      yield* restOf(find, event, last.number);
    }
    yield* restOf(find, null, 0);
  }
}

async function* restOf(
  find: (where: object) => Promise<ChangedRow[]>,
  event: number | null,
  from: number,
): AsyncGenerator<ChangedRow[]> {
  for (let number = from; ; ) {
    await letOthersIn();
    const rows = await find({ event, number: { gt: number } });
    yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
    number = rows.at(-1)?.number ?? number;
  }
}

/** The two databases write JSON with other spaces. */
function compact(key: string): string {
  return JSON.stringify(JSON.parse(key));
}

function keyOf({ key }: LoggedTable, row: Row): string {
  return JSON.stringify(key.map((column) => row[column]));
}

/** A row of a table, from what a trigger made of it. */
function rowOf(table: string, before: string): Row {
  const columns = modelsOf('sqlite').get(delegateOf(table as LoggedName))?.columns;
  const row = JSON.parse(before) as Row;
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue;
    if (columns?.get(column) === 'Boolean') row[column] = value === true || value === 1;
    if (columns?.get(column) === 'DateTime') row[column] = dateOf(value as string | number);
  }
  return row;
}

/** SQLite's text has its time zone; PostgreSQL's is in UTC and does not say so. */
function dateOf(value: string | number): Date {
  return new Date(typeof value === 'string' && !/[Z+]/.test(value) ? `${value}Z` : value);
}
