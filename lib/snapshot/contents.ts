import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import { AwsError } from '../core/errors';
import { recordOf } from '../core/text/lists';
import { storedJson } from '../core/text/stored-json';
import { giveWay } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { type Extent, heldTable, heldTables, inPieces, pagesOf, type Row, type TableName } from './tables';

/** The rows of an extent by table. */
export type Contents = {
  tables: Readonly<Record<TableName, readonly Row[]>>;
  /** The demo's access key, saved only with the whole installation. It is refused on an open network. */
  demoAccessKey?: string | null;
};

/** The version of the stored format. An incompatible change gets the next number and a reader for this one. */
const FORMAT = 2;

// The format is lines of JSON, so that no step handles everything at once: first a head, then rows, several per line. Rows have
// no column names, since all rows of a table share them. A date is `{ t: milliseconds }`: no column holds objects.
type Cell = string | number | boolean | null | { t: number };
type StoredRows = { columns: readonly string[]; rows: readonly (readonly Cell[])[] };
type Head = { format: number; demoAccessKey?: string | null };
type Line = StoredRows & { table: TableName };
/** The first line of format 1, which contained everything. */
type StoredAtOnce = Head & { tables: Readonly<Record<string, StoredRows>> };

const ROWS_IN_A_LINE = 250;

/** Returns the contents of an empty extent. */
export function noContents(): Contents {
  return { tables: noRows() };
}

/** Returns an empty list for each table in snapshots. */
export function noRows(): Record<TableName, Row[]> {
  return recordOf(heldTables(), (): Row[] => []);
}

/** Reads all rows of an extent in the given transaction. */
export async function readContents(db: Transaction, extent: Extent): Promise<Contents> {
  const tables = noRows();
  for (const name of heldTables()) {
    const found: Row[][] = [];
    for await (const { rows } of pagesOf(db, name, extent)) found.push(rows);
    tables[name] = found.flat();
  }
  if (extent !== 'everything') return { tables };
  const installation = await db.installation.findFirst({ select: { demoAccessKey: true } });
  return { tables, demoAccessKey: installation?.demoAccessKey ?? null };
}

/** Returns the number of rows of each table that has any. */
export function countRows(contents: Contents): Record<string, number> {
  const counts = heldTables().map((name) => [name, contents.tables[name].length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** Serializes and compresses contents for storage. */
export async function pack(contents: Contents): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  await pipeline(linesOf(contents), createGzip(), async (parts: AsyncIterable<Uint8Array>) => {
    for await (const piece of parts) {
      pieces.push(piece);
      size += piece.length;
    }
  });
  const packed = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    packed.set(piece, at);
    at += piece.length;
  }
  return packed;
}

async function* linesOf({ tables, demoAccessKey }: Contents): AsyncGenerator<string> {
  yield toLine({ format: FORMAT, demoAccessKey } satisfies Head);
  for (const table of heldTables()) {
    const rows = tables[table];
    const columns = Object.keys(rows[0] ?? {}).filter((column) => !(column === 'id' && heldTable(table).numbered));
    for (const some of inPieces(rows, ROWS_IN_A_LINE)) {
      const cells = some.map((row) => columns.map((column) => toCell(row[column])));
      yield toLine({ table, columns, rows: cells } satisfies Line);
      await giveWay();
    }
  }
}

function toLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/**
 * Reads stored contents.
 * @throws AwsError InvalidSnapshotFormat for data of an incompatible version
 */
export async function unpack(data: Uint8Array): Promise<Contents> {
  const lines = readLines(await promisify(gunzip)(data));
  const head = storedJson<Head | StoredAtOnce>(lines.next().value ?? '{}');
  const tables = noRows();
  if (head.format === 1 && 'tables' in head) {
    for (const name of heldTables()) tables[name] = fromStored(head.tables[name]);
  } else if (head.format === FORMAT) {
    for (const text of lines) {
      const { table, ...stored } = storedJson<Line>(text);
      // Rows of a table that no longer exists are dropped.
      if (Object.hasOwn(tables, table)) tables[table].push(...fromStored(stored));
      await giveWay();
    }
  } else {
    throw new AwsError(
      'InvalidSnapshotFormat',
      `The snapshot was saved in format ${head.format}, and this version of Gatehouse reads formats 1 to ${FORMAT}.`,
    );
  }
  return { tables, demoAccessKey: head.demoAccessKey };
}

function* readLines(text: Buffer): Generator<string, undefined> {
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    yield text.toString('utf8', at, end);
    at = end + 1;
  }
}

function fromStored(stored: StoredRows | undefined): Row[] {
  if (!stored) return [];
  return stored.rows.map((cells) => Object.fromEntries(stored.columns.map((column, at) => [column, fromCell(cells[at])])));
}

function toCell(value: unknown): Cell {
  return value instanceof Date ? { t: value.getTime() } : (value as Cell);
}

function fromCell(cell: Cell | undefined): unknown {
  return typeof cell === 'object' && cell !== null ? new Date(cell.t) : cell;
}
