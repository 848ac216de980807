import { type ChangedRow, type ChangesSought, readChanges } from '../core/events/change-log';
import { delegateOf } from '../core/module/resource';
import { recordOf } from '../core/text/lists';
import { storedJson } from '../core/text/stored-json';
import { giveWay, letOthersIn, readByIds } from '../core/work/bulk';
import { type LoggedName, type LoggedTable, loggedTables } from '../db/change-log';
import type { Transaction } from '../db/client';
import { modelsOf } from '../db/direct-columns';
import { earlierRows } from './earlier-rows';
import { type Extent, pagesOf, type Row } from './tables';

type Tables = Record<LoggedName, Row[]>;

function noRows(): Tables {
  return recordOf(
    loggedTables().map(([name]) => name),
    (): Row[] => [],
  );
}

/**
 * Returns the rows that decide access as they were after a call: the current ones with later changes undone. Other columns are
 * left out.
 *
 * The current rows are read first, in pieces and while others write, and then the changes. A row that changed meanwhile appears
 * among the changes, so it does not matter when it was read.
 * @param after the id of the call's event
 */
export async function tablesAfter(db: Transaction, extent: Exclude<Extent, 'everything'>, after: number): Promise<Tables> {
  const current = await loggedRows(db, extent);
  const undone = new Map<string, Map<string, Row | null>>();
  for await (const changes of changesSince(db, [...extent.accountIds, ...extent.organizationIds], after)) {
    for (const { table, key, before } of changes) {
      const ofTable = undone.get(table) ?? new Map<string, Row | null>();
      undone.set(table, ofTable);
      const known = compact(key);
      // The first later change holds the row's state at that time.
      if (!ofTable.has(known)) ofTable.set(known, before === null ? null : rowOf(table, before));
      await giveWay();
    }
  }
  const tables = noRows();
  for (const [name, table] of loggedTables()) {
    const changed = undone.get(name) ?? new Map<string, Row | null>();
    const rows: Row[] = [];
    for (const row of current[name]) {
      if (!changed.has(keyOf(table, row))) rows.push(row);
      await giveWay();
    }
    for (const row of changed.values()) if (row) rows.push(row);
    tables[name] = rows;
  }
  return tables;
}

/**
 * Returns the same rows as a read-only database.
 * @param choose selects rows
 */
export async function rowsAfter(
  db: Transaction,
  extent: Exclude<Extent, 'everything'>,
  after: number,
  choose: (tables: Tables) => Tables,
): Promise<Transaction> {
  return earlierRows({ tables: choose(await tablesAfter(db, extent, after)) });
}

/** Returns the current rows of the logged tables. */
export async function loggedRows(db: Transaction, extent: Extent): Promise<Tables> {
  const tables = noRows();
  for (const [name, { key, columns }] of loggedTables()) {
    const select = Object.fromEntries([...key, ...columns].map((column) => [column, true]));
    const found: Row[] = [];
    for await (const { rows } of pagesOf(db, name, extent, select)) for (const row of rows) found.push(row);
    tables[name] = found;
  }
  return tables;
}

const ROWS_AT_ONCE = 1_000;

/** Yields the changes of owners after an event. Each row's changes are in order; those without an event yet come last. */
async function* changesSince(db: Transaction, owners: readonly string[], after: number): AsyncGenerator<ChangedRow[]> {
  const pieces: string[][] = [];
  await readByIds(owners, async (some) => {
    pieces.push(some);
    return [];
  });
  for (const some of pieces) {
    const find = (where: ChangesSought) => readChanges(db, some, where, ROWS_AT_ONCE);
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
  find: (where: ChangesSought) => Promise<ChangedRow[]>,
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

/** Removes white space, in which the two databases' JSON differs. */
function compact(key: string): string {
  return JSON.stringify(JSON.parse(key));
}

function keyOf({ key }: LoggedTable, row: Row): string {
  return JSON.stringify(key.map((column) => row[column]));
}

/** Returns a row of a table from the JSON that a trigger wrote. */
function rowOf(table: string, before: string): Row {
  const columns = modelsOf('sqlite').get(delegateOf(table as LoggedName))?.columns;
  const row = storedJson<Row>(before);
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue;
    if (columns?.get(column) === 'Boolean') row[column] = value === true || value === 1;
    if (columns?.get(column) === 'DateTime') row[column] = dateOf(value as string | number);
  }
  return row;
}

/** Returns a date from a trigger's JSON. SQLite's text has a time zone; PostgreSQL's is in UTC without one. */
function dateOf(value: string | number): Date {
  return new Date(typeof value === 'string' && !/[Z+]/.test(value) ? `${value}Z` : value);
}
