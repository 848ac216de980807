import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { CostLine } from '@gatehouse/bill';
import { storedJson } from '../../core/text/stored-json';
import { giveWay, sortInTurns } from '../../core/work/bulk';
import { joinTexts, type Texts } from './texts';

/** The properties by which lines are summed. Account and day are separate, and resources are ignored. */
export type Kind = Pick<CostLine, 'recordType' | 'service' | 'usageType' | 'region' | 'operation' | 'zone' | 'tags'>;

/**
 * The sums of a month's lines, for questions about costs without resources: per kind and account, per kind and day over all
 * accounts, and per kind, account and day.
 */
type SumsName = 'accounts' | 'days' | 'accountDays';

/** A part of sums: its days, and the index of its text. */
type Place = { at: number; first: number; last: number };
export type SumsIndex = Readonly<Record<SumsName, readonly Place[]>>;

/** The sums of a month in parts, each read in a few milliseconds. */
export type PackedSums = { index: SumsIndex; parts: Texts };

/** Whole numbers by index. */
type Column = { readonly length: number; readonly [at: number]: bigint };

/** Some rows of sums, in columns. */
export type SumsPart = {
  rows: number;
  kinds: readonly Kind[];
  /** The kind of each row. */
  kind: Uint32Array;
  /** The account of each row as an index into `accounts`; null for sums over all accounts. */
  account: Uint32Array | null;
  accounts: readonly string[];
  /** The day of the month of each row; null for the whole month. */
  day: Uint8Array | null;
  quantity: Column;
  unblended: Column;
  blended: Column;
  amortized: Column;
  /** The size in bytes. */
  size: number;
};

const COLUMNS = ['quantity', 'unblended', 'blended', 'amortized'] as const;
type Amounts = Pick<CostLine, (typeof COLUMNS)[number]>;
/** The summed properties of a line. */
export type SummedLine = Kind & Amounts & { readonly day: number };
const [UNBLENDED, BLENDED, AMORTIZED] = [1, 2, 3];

const ROWS_IN_A_PART = 16_384;
const ROWS_AT_ONCE = 2_048;
const DAYS = 32;
const LARGEST = 2n ** 63n - 1n;

/** An account with a kind. */
type Cell = { accountId: string; kind: number };
type Last = { accountId: string; line: Kind; cell: number };

/** Sums lines in any order. */
export class SumsMaker {
  readonly #kinds: Kind[] = [];
  readonly #places = new Map<string, number>();
  readonly #cells: Cell[] = [];
  readonly #cellOf = new Map<string, Map<number, number>>();
  readonly #tags = new WeakMap<object, string>();
  #last: Last | undefined;
  // One row per line.
  #rows = 0;
  #cell = new Uint32Array(1_024);
  #day = new Uint8Array(1_024);
  #columns = COLUMNS.map(() => new BigInt64Array(1_024));
  /** Amounts that need more than 64 bits. */
  readonly #large: { cell: number; day: number; amounts: readonly bigint[] }[] = [];
  /** The earlier column that each column equals in all rows. */
  readonly #same = [0, 1, UNBLENDED, UNBLENDED];

  add(accountId: string, line: SummedLine): void {
    const cell = this.#findCell(accountId, line);
    const { quantity, unblended, blended, amortized, day } = line;
    if (blended !== unblended) this.#same[BLENDED] = BLENDED;
    if (amortized !== unblended) this.#same[AMORTIZED] = AMORTIZED;
    if (isLarge(quantity) || isLarge(unblended) || isLarge(blended) || isLarge(amortized)) {
      this.#large.push({ cell, day, amounts: [quantity, unblended, blended, amortized] });
      return;
    }
    if (this.#rows === this.#cell.length) this.#grow();
    const at = this.#rows;
    this.#rows++;
    this.#cell[at] = cell;
    this.#day[at] = day;
    const [first, second, third, fourth] = this.#columns;
    if (first) first[at] = quantity;
    if (second) second[at] = unblended;
    if (third) third[at] = blended;
    if (fourth) fourth[at] = amortized;
  }

  #grow(): void {
    const grown = <Column extends Uint8Array | Uint32Array | BigInt64Array>(column: Column, larger: Column): Column => {
      larger.set(column as never);
      return larger;
    };
    const length = this.#cell.length * 2;
    this.#cell = grown(this.#cell, new Uint32Array(length));
    this.#day = grown(this.#day, new Uint8Array(length));
    this.#columns = this.#columns.map((column) => grown(column, new BigInt64Array(length)));
  }

  #findCell(accountId: string, line: Kind): number {
    const last = this.#last;
    if (last && last.accountId === accountId && isSameKind(last.line, line)) return last.cell;
    const kind = this.#findKind(line);
    const own = this.#cellOf.get(accountId) ?? new Map<number, number>();
    this.#cellOf.set(accountId, own);
    let cell = own.get(kind);
    if (cell === undefined) {
      cell = this.#cells.length;
      own.set(kind, cell);
      this.#cells.push({ accountId, kind });
    }
    this.#last = { accountId, line, cell };
    return cell;
  }

  #findKind({ recordType, service, usageType, region, operation, zone, tags }: Kind): number {
    const key = JSON.stringify([recordType, service, usageType, region, operation, zone === undefined ? 0 : zone]);
    const whole = tags === undefined ? key : `${key}${this.#textOf(tags)}`;
    const known = this.#places.get(whole);
    if (known !== undefined) return known;
    this.#places.set(whole, this.#kinds.length);
    this.#kinds.push({
      recordType,
      service,
      usageType,
      region,
      operation,
      ...(zone !== undefined && { zone }),
      ...(tags !== undefined && { tags }),
    });
    return this.#kinds.length - 1;
  }

  #textOf(tags: object): string {
    const text = this.#tags.get(tags) ?? JSON.stringify(tags);
    this.#tags.set(tags, text);
    return text;
  }

  async finish(): Promise<PackedSums> {
    const order = this.#cells.map((cell, at) => ({ ...cell, at }));
    // Sorted by account, so that few accounts need few parts.
    const sorted = await sortInTurns(order, (a, b) =>
      a.accountId === b.accountId ? a.kind - b.kind : a.accountId < b.accountId ? -1 : 1,
    );
    const rank = new Uint32Array(sorted.length);
    for (const [at, cell] of sorted.entries()) rank[cell.at] = at;
    const packer = new PartPacker(this.#kinds, sorted, this.#same);
    await this.#packMonth(packer, rank);
    await this.#packDays(packer);
    await this.#packAccountDays(packer, rank);
    return packer.finish();
  }

  /**
   * Sums the amounts of lines.
   * @param placeOf returns the index of a line's sums for its cell and day
   */
  async #addUp(placeOf: (cell: number, day: number) => number): Promise<bigint[][]> {
    const sums: bigint[][] = COLUMNS.map(() => []);
    for (let row = 0; row < this.#rows; row++) {
      if (row % ROWS_AT_ONCE === 0) await giveWay();
      const place = placeOf(this.#cell[row] ?? 0, this.#day[row] ?? 0);
      for (const [at, column] of this.#columns.entries()) if (this.#same[at] === at) addTo(sums[at], place, column[row] ?? 0n);
    }
    for (const { cell, day, amounts } of this.#large)
      for (const [at, amount] of amounts.entries()) addTo(sums[at], placeOf(cell, day), amount);
    return sums;
  }

  async #packMonth(packer: PartPacker, rank: Uint32Array): Promise<void> {
    let [first, last] = [DAYS, 0];
    const sums = await this.#addUp((cell, day) => {
      if (day < first) first = day;
      if (day > last) last = day;
      return rank[cell] ?? 0;
    });
    for (let cell = 0; cell < rank.length; cell++) {
      packer.add(cell, 0, 0);
      for (let at = 0; at < COLUMNS.length; at++) packer.put(at, sums[at]?.[cell] ?? 0n);
      if (packer.isFull()) await packer.end('accounts');
    }
    await packer.end('accounts', { first, last });
  }

  async #packDays(packer: PartPacker): Promise<void> {
    const places = new Map<number, number>();
    const count = this.#kinds.length;
    const sums = await this.#addUp((cell, day) => {
      const key = day * count + (this.#cells[cell]?.kind ?? 0);
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, places.size);
      return places.size - 1;
    });
    for (const [key, place] of [...places].sort(([a], [b]) => a - b)) {
      packer.add(0, key % count, Math.floor(key / count));
      for (let at = 0; at < COLUMNS.length; at++) packer.put(at, sums[at]?.[place] ?? 0n);
      if (packer.isFull()) await packer.end('days');
    }
    await packer.end('days');
  }

  async #packAccountDays(packer: PartPacker, rank: Uint32Array): Promise<void> {
    const counts = new Uint32Array(DAYS);
    for (let row = 0; row < this.#rows; row++) counts[this.#day[row] ?? 0] = (counts[this.#day[row] ?? 0] ?? 0) + 1;
    // The cell and row are combined into one number, which sorts faster.
    const byDay = Array.from(counts, (length) => new Float64Array(length));
    const filled = new Uint32Array(DAYS);
    for (let row = 0; row < this.#rows; row++) {
      if (row % ROWS_AT_ONCE === 0) await giveWay();
      const day = this.#day[row] ?? 0;
      const at = filled[day] ?? 0;
      filled[day] = at + 1;
      const keys = byDay[day];
      if (keys) keys[at] = (rank[this.#cell[row] ?? 0] ?? 0) * this.#rows + row;
    }
    for (const [day, keys] of byDay.entries()) {
      keys.sort();
      let open = -1;
      for (const key of keys) {
        const cell = Math.floor(key / this.#rows);
        const row = key - cell * this.#rows;
        if (cell !== open) {
          if (packer.isFull()) await packer.end('accountDays');
          packer.add(cell, 0, day);
          open = cell;
        }
        for (const [at, column] of this.#columns.entries()) if (this.#same[at] === at) packer.put(at, column[row] ?? 0n);
      }
      // A cell can have several rows on a day. Readers add them up.
      for (const { cell, amounts } of this.#large.filter((each) => each.day === day)) {
        if (packer.isFull()) await packer.end('accountDays');
        packer.add(rank[cell] ?? 0, 0, day);
        for (const [at, amount] of amounts.entries()) packer.put(at, amount);
      }
      await giveWay();
    }
    await packer.end('accountDays');
  }
}

function isLarge(amount: bigint): boolean {
  return amount > LARGEST || amount < -LARGEST;
}

function isSameKind(a: Kind, b: Kind): boolean {
  return (
    a.usageType === b.usageType &&
    a.recordType === b.recordType &&
    a.service === b.service &&
    a.region === b.region &&
    a.operation === b.operation &&
    a.zone === b.zone &&
    a.tags === b.tags
  );
}

function addTo(sums: bigint[] | undefined, place: number, amount: bigint): void {
  if (sums) sums[place] = (sums[place] ?? 0n) + amount;
}

/** Packs rows of sums in parts. */
class PartPacker {
  readonly #kinds: readonly Kind[];
  readonly #cells: readonly Cell[];
  readonly #same: readonly number[];
  readonly #texts: string[] = [];
  readonly #index: Record<SumsName, Place[]> = { accounts: [], days: [], accountDays: [] };
  // The rows of the unfinished part.
  #rows = 0;
  readonly #cell = new Uint32Array(ROWS_IN_A_PART);
  readonly #kind = new Uint32Array(ROWS_IN_A_PART);
  readonly #day = new Uint8Array(ROWS_IN_A_PART);
  readonly #columns = COLUMNS.map(() => new BigInt64Array(ROWS_IN_A_PART));
  /** Amounts that need more than 64 bits, by column and row. */
  readonly #large = COLUMNS.map(() => new Map<number, bigint>());

  constructor(kinds: readonly Kind[], cells: readonly Cell[], same: readonly number[]) {
    this.#kinds = kinds;
    this.#cells = cells;
    this.#same = same;
  }

  /** Begins a row with its cell, or its kind for sums over all accounts, and its day or 0. */
  add(cell: number, kind: number, day: number): void {
    this.#cell[this.#rows] = cell;
    this.#kind[this.#rows] = kind;
    this.#day[this.#rows] = day;
    for (const column of this.#columns) column[this.#rows] = 0n;
    this.#rows++;
  }

  /** Adds to a column of the current row. */
  put(at: number, amount: bigint): void {
    const column = this.#columns[at];
    const row = this.#rows - 1;
    if (!column) return;
    const sum = (this.#large[at]?.get(row) ?? column[row] ?? 0n) + amount;
    if (isLarge(sum)) this.#large[at]?.set(row, sum);
    else {
      this.#large[at]?.delete(row);
      column[row] = sum;
    }
  }

  isFull(): boolean {
    return this.#rows === ROWS_IN_A_PART;
  }

  /**
   * Ends the part.
   * @param days the days of all parts with this name
   */
  async end(name: SumsName, days?: { first: number; last: number }): Promise<void> {
    if (this.#rows > 0) {
      const own = { first: this.#day[0] ?? 0, last: this.#day[this.#rows - 1] ?? 0 };
      this.#index[name].push({ at: this.#texts.length, ...own });
      this.#texts.push(await this.#pack(name));
    }
    this.#rows = 0;
    for (const large of this.#large) large.clear();
    if (days) this.#index[name] = this.#index[name].map((place) => ({ ...place, ...days }));
  }

  #pack(name: SumsName): Promise<string> {
    const rows = this.#rows;
    const kinds = new Places<number>();
    const accounts: string[] = [];
    const kind = new Uint32Array(rows);
    const account = name === 'days' ? null : new Uint32Array(rows);
    for (let row = 0; row < rows; row++) {
      const cell = account && this.#cells[this.#cell[row] ?? 0];
      kind[row] = kinds.of(cell?.kind ?? this.#kind[row] ?? 0);
      if (!account || !cell) continue;
      // Cells are sorted by account, and repeat on the next day.
      if (accounts.at(-1) !== cell.accountId) accounts.push(cell.accountId);
      account[row] = accounts.length - 1;
    }
    const header: Header = {
      rows,
      kinds: kinds.all.flatMap((at) => this.#kinds[at] ?? []),
      accounts: account ? accounts : null,
      hasDays: name !== 'accounts',
      columns: this.#columns.map((column, at) => {
        const large = this.#large[at];
        if (this.#same[at] !== at || !large?.size) return this.#same[at] ?? at;
        return Array.from({ length: rows }, (_, row) => String(large.get(row) ?? column[row]));
      }),
    };
    const numbers = this.#columns.filter((_, at) => header.columns[at] === at).map((column) => column.subarray(0, rows));
    const day = header.hasDays ? [this.#day.subarray(0, rows)] : [];
    return write(header, [...numbers, kind, ...(account ? [account] : []), ...day]);
  }

  finish(): PackedSums {
    return { index: this.#index, parts: joinTexts(this.#texts) };
  }
}

/** Things in the order of first appearance. */
class Places<Thing> {
  readonly all: Thing[] = [];
  readonly #known = new Map<Thing, number>();

  of(thing: Thing): number {
    const known = this.#known.get(thing);
    if (known !== undefined) return known;
    this.#known.set(thing, this.all.length);
    return this.all.push(thing) - 1;
  }
}

type Header = {
  rows: number;
  kinds: readonly Kind[];
  accounts: readonly string[] | null;
  hasDays: boolean;
  /** For each column, the column it equals; or its numbers as text if some need more than 64 bits. */
  columns: readonly (number | readonly string[])[];
};

const WORD = 8;

/** Returns header and arrays as compressed text. Arrays are little-endian. */
async function write(header: Header, arrays: readonly (BigInt64Array | Uint32Array | Uint8Array)[]): Promise<string> {
  const text = Buffer.from(JSON.stringify(header));
  const start = padded(4 + text.length);
  const bytes = Buffer.alloc(arrays.reduce((sum, { byteLength }) => sum + byteLength, start));
  bytes.writeUInt32LE(text.length);
  text.copy(bytes, 4);
  let at = start;
  for (const { buffer, byteOffset, byteLength } of arrays) {
    Buffer.from(buffer, byteOffset, byteLength).copy(bytes, at);
    at += byteLength;
  }
  return (await promisify(deflateRaw)(bytes, { level: 1 })).toString('base64');
}

function padded(length: number): number {
  return Math.ceil(length / WORD) * WORD;
}

/** Reads a part of sums. */
export async function readPart(text: string): Promise<SumsPart> {
  const inflated = await promisify(inflateRaw)(Buffer.from(text, 'base64'));
  // A small buffer may be part of Node's pool at any offset, but typed arrays need alignment.
  const bytes = inflated.byteOffset % WORD === 0 ? inflated : Buffer.from(new Uint8Array(inflated).buffer);
  const length = bytes.readUInt32LE();
  const { rows, kinds, accounts, hasDays, columns } = storedJson<Header>(bytes.toString('utf8', 4, 4 + length));
  let at = bytes.byteOffset + padded(4 + length);
  const next = <Numbers>(make: new (buffer: ArrayBufferLike, at: number, length: number) => Numbers, width: number): Numbers => {
    const numbers = new make(bytes.buffer, at, rows);
    at += rows * width;
    return numbers;
  };
  const read: Column[] = [];
  for (const [number, column] of columns.entries())
    read.push(
      typeof column !== 'number'
        ? column.map(BigInt)
        : column < number
          ? (read[column] ?? [])
          : next<Column>(BigInt64Array, WORD),
    );
  const [quantity = [], unblended = [], blended = [], amortized = []] = read;
  const kind = next(Uint32Array, 4);
  const account = accounts ? next(Uint32Array, 4) : null;
  const day = hasDays ? next(Uint8Array, 1) : null;
  const size = bytes.length;
  return { rows, kinds, kind, account, accounts: accounts ?? [], day, quantity, unblended, blended, amortized, size };
}
