import { delegateOf } from '../core/module/resource';
import type { HeldTable } from '../core/module/table';
import { allTables } from '../core/module/tables';
import { letOthersIn } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import type { Prisma } from '../db/generated/sqlite/client';

export type Row = Record<string, unknown>;

/** The accounts and organizations that are saved or restored together, or the whole installation. */
export type Extent = { accountIds: readonly string[]; organizationIds: readonly string[] } | 'everything';

/** A table in snapshots. `heldTables` says which they are. */
export type TableName = Prisma.ModelName;

/** Returns the tables in snapshots, in the order in which rows can be inserted. */
export function heldTables(): readonly TableName[] {
  return [...allTables()].flatMap(([name, table]) => ('owner' in table ? name : []));
}

/** Returns how snapshots treat a table. @throws Error for a table that is in none, which is a programming error */
export function heldTable(name: TableName): HeldTable {
  const table = allTables().get(name);
  if (!table || !('owner' in table)) throw new Error(`The table ${name} is in no snapshot.`);
  return table;
}

/** Returns the Prisma condition for a table's rows in an extent. */
export function whereIn(name: TableName, extent: Extent): object {
  if (extent === 'everything') return {};
  const { owner, except } = heldTable(name);
  const accounts = { in: [...extent.accountIds] };
  const organizations = { in: [...extent.organizationIds] };
  const rest = except ? { NOT: except } : {};
  switch (owner.of) {
    case 'account':
      return { [owner.column]: accounts, ...rest };
    case 'organization':
      return { [owner.column]: organizations, ...rest };
    case 'either':
      return { [owner.column]: { in: [...extent.accountIds, ...extent.organizationIds] }, ...rest };
    default:
      return { [owner.relation]: { accountId: accounts }, ...rest };
  }
}

const ACCOUNTS_AT_ONCE = 250;
const ROWS_AT_ONCE = 500;
/** A page needs a row after its last one. */
const LEAST_AT_ONCE = 2;

/** Splits an extent into extents with few enough accounts for one statement. */
export function piecesOf(extent: Extent): Extent[] {
  if (extent === 'everything') return [extent];
  const { accountIds, organizationIds } = extent;
  const pieces: Extent[] = [{ accountIds: accountIds.slice(0, ACCOUNTS_AT_ONCE), organizationIds }];
  for (let at = ACCOUNTS_AT_ONCE; at < accountIds.length; at += ACCOUNTS_AT_ONCE) {
    pieces.push({ accountIds: accountIds.slice(at, at + ACCOUNTS_AT_ONCE), organizationIds: [] });
  }
  return pieces;
}

/**
 * Reads a table's rows in an extent page by page, yielding to other calls.
 * @param select the columns, including the one it pages by; the default is all
 * @returns pages, each with the condition for its rows
 */
export async function* pagesOf(
  db: Transaction,
  name: TableName,
  extent: Extent,
  select?: Readonly<Record<string, boolean>>,
): AsyncGenerator<{ rows: Row[]; where: object }> {
  const key = heldTable(name).key ?? 'id';
  for (const piece of piecesOf(extent)) {
    const within: Readonly<Record<string, unknown>> = { ...whereIn(name, piece) };
    const keyed = (range: object) => ({ ...within, [key]: { ...(within[key] as object | undefined), ...range } });
    let range: object = {};
    for (let take = select || !heldTable(name).hasContents ? ROWS_AT_ONCE : LEAST_AT_ONCE; ; ) {
      await letOthersIn();
      const found = await rowsOf(db, name).findMany({
        where: keyed(range),
        orderBy: { [key]: 'asc' },
        take,
        ...(select && { select }),
      });
      const last = found.at(-1)?.[key];
      // Rows with the same value stay on one page, so a page ends before the last value, which may continue.
      const rows = found.length < take ? found : found.filter((row) => row[key] !== last);
      if (found.length === take && rows.length === 0) {
        take *= 2;
        continue;
      }
      const end = rows.at(-1)?.[key];
      if (end !== undefined) yield { rows, where: keyed({ ...range, lte: end }) };
      if (found.length < take) break;
      range = { gt: end };
      take = rowsAtOnce(rows);
    }
  }
}

/** The text that is handled at once, in characters. Files of the shell and objects of buckets have up to a million each. */
const MOST_TEXT = 1 << 20;

/** Splits rows into pieces of at most so many rows and of about `MOST_TEXT`. */
export function* inPieces(rows: readonly Row[], most: number): Generator<Row[]> {
  let piece: Row[] = [];
  let text = 0;
  for (const row of rows) {
    const more = textIn(row);
    if (piece.length > 0 && (piece.length === most || text + more > MOST_TEXT)) {
      yield piece;
      [piece, text] = [[], 0];
    }
    piece.push(row);
    text += more;
  }
  if (piece.length > 0) yield piece;
}

function textIn(row: Row): number {
  let text = 0;
  for (const value of Object.values(row)) if (typeof value === 'string') text += value.length;
  return text;
}

/** Returns the number of rows to read next: fewer where rows have much text. */
function rowsAtOnce(rows: readonly Row[]): number {
  const each = rows.reduce((sum, row) => sum + textIn(row), 0) / Math.max(1, rows.length);
  return Math.max(LEAST_AT_ONCE, Math.min(ROWS_AT_ONCE, Math.floor(MOST_TEXT / Math.max(1, each))));
}

/** The part of Prisma's client for a table that is used here. */
type RowClient = {
  findMany(args: { where: object; orderBy?: object; take?: number; select?: object }): Promise<Row[]>;
  createMany(args: { data: readonly Row[] }): Promise<unknown>;
  deleteMany(args: { where: object }): Promise<unknown>;
};

export function rowsOf(db: Transaction, name: TableName): RowClient {
  return Reflect.get(db, delegateOf(name)) as RowClient;
}
