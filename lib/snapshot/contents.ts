import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { AwsError } from '../core/errors';
import type { Transaction } from '../db/client';
import { type Extent, HELD_TABLES, type HeldTable, heldTable, type Row, rowsOf, whereIn } from './tables';

/** The rows of an extent, by table. */
export type Contents = {
  tables: Readonly<Record<HeldTable, readonly Row[]>>;
  /** With the whole installation: the key of the demo, which is refused on an open network. */
  demoAccessKey?: string | null;
};

/** Of what is stored. A change that a newer program cannot read as it is gets the next number, and a reader for this one. */
const FORMAT = 1;

// Rows without their column names, which are the same in all rows of a table. A date is `{ t: milliseconds }`: no column holds objects.
type Cell = string | number | boolean | null | { t: number };
type StoredTable = { columns: readonly string[]; rows: readonly (readonly Cell[])[] };
type Stored = { format: number; tables: Readonly<Record<string, StoredTable>>; demoAccessKey?: string | null };

/** What an extent holds that is to be empty. */
export function noContents(): Contents {
  return { tables: Object.fromEntries(HELD_TABLES.map((name) => [name, []])) as unknown as Contents['tables'] };
}

/** Reads all rows of an extent, in the transaction that it runs in. */
export async function readContents(db: Transaction, extent: Extent): Promise<Contents> {
  const tables = {} as Record<HeldTable, readonly Row[]>;
  for (const name of HELD_TABLES) {
    const orderBy = heldTable(name).numbered ? { orderBy: { id: 'asc' } } : {};
    tables[name] = await rowsOf(db, name).findMany({ where: whereIn(name, extent), ...orderBy });
  }
  if (extent !== 'everything') return { tables };
  const installation = await db.installation.findFirst({ select: { demoAccessKey: true } });
  return { tables, demoAccessKey: installation?.demoAccessKey ?? null };
}

/** Rows by table, of tables that have any. */
export function countRows(contents: Contents): Record<string, number> {
  const counts = HELD_TABLES.map((name) => [name, contents.tables[name].length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

export async function pack({ tables, demoAccessKey }: Contents): Promise<Uint8Array<ArrayBuffer>> {
  const stored: Stored = {
    format: FORMAT,
    tables: Object.fromEntries(HELD_TABLES.map((name) => [name, toStored(name, tables[name])])),
    demoAccessKey,
  };
  return new Uint8Array(await promisify(gzip)(JSON.stringify(stored)));
}

/** @throws AwsError InvalidSnapshotFormat for data of another version of Gatehouse */
export async function unpack(data: Uint8Array): Promise<Contents> {
  const stored = JSON.parse((await promisify(gunzip)(data)).toString('utf8')) as Stored;
  if (stored.format !== FORMAT) {
    throw new AwsError(
      'InvalidSnapshotFormat',
      `The snapshot was saved in format ${stored.format}, and this version of Gatehouse reads format ${FORMAT}.`,
    );
  }
  const tables = {} as Record<HeldTable, readonly Row[]>;
  for (const name of HELD_TABLES) tables[name] = fromStored(stored.tables[name]);
  return { tables, demoAccessKey: stored.demoAccessKey };
}

function toStored(name: HeldTable, rows: readonly Row[]): StoredTable {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !(column === 'id' && heldTable(name).numbered));
  return { columns, rows: rows.map((row) => columns.map((column) => toCell(row[column]))) };
}

function fromStored(table: StoredTable | undefined): Row[] {
  if (!table) return [];
  return table.rows.map((cells) => Object.fromEntries(table.columns.map((column, at) => [column, fromCell(cells[at])])));
}

function toCell(value: unknown): Cell {
  return value instanceof Date ? { t: value.getTime() } : (value as Cell);
}

function fromCell(cell: Cell | undefined): unknown {
  return typeof cell === 'object' && cell !== null ? new Date(cell.t) : cell;
}
