import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { giveWay } from '../../core/bulk';
import type { CostLine } from '../calculate';
import { joinTexts, type Texts } from './texts';

/** All that tells lines apart which are added up: not their account and day, which sums have apart, nor their resource. */
export type Kind = Pick<CostLine, 'recordType' | 'service' | 'usageType' | 'region' | 'operation' | 'zone' | 'tags'>;

/**
 * Sums of the lines of a month, as fine as questions about costs are that name no resource: of each kind of each account in the month; of each
 * kind on each day, of all accounts together; and of each kind of each account on each day.
 */
export const SUMS = ['accounts', 'days', 'accountDays'] as const;
type SumsName = (typeof SUMS)[number];

/** Some rows of sums: on which days, and where their text is. */
type Place = { at: number; first: number; last: number };
export type SumsIndex = Readonly<Record<SumsName, readonly Place[]>>;

/** The sums of a month, in pieces of which each is read in a few milliseconds. */
export type PackedSums = { index: SumsIndex; parts: Texts };

/** Whole numbers by their place. */
type Column = { readonly length: number; readonly [at: number]: bigint };

/** Some rows of sums, in columns. */
export type SumsPart = {
  rows: number;
  kinds: readonly Kind[];
  /** Of each row, which of the kinds. */
  kind: Uint32Array;
  /** Of each row, whose it is, as a place in `accounts`; null: of all accounts together. */
  account: Uint32Array | null;
  accounts: readonly string[];
  /** Of each row, the day of the month; null: of the whole month. */
  day: Uint8Array | null;
  quantity: Column;
  unblended: Column;
  blended: Column;
  amortized: Column;
  /** What it takes, in bytes. */
  size: number;
};

const COLUMNS = ['quantity', 'unblended', 'blended', 'amortized'] as const;
type Amounts = Pick<CostLine, (typeof COLUMNS)[number]>;
const [UNBLENDED, BLENDED, AMORTIZED] = [1, 2, 3];

const ROWS_IN_A_PART = 16_384;
const ROWS_AT_ONCE = 2_048;
const DAYS = 32;
const LARGEST = 2n ** 63n - 1n;

/** What an account has of a kind. */
type Cell = { accountId: string; kind: number };
type Last = { accountId: string; line: Kind; cell: number };

/** Adds lines up, in whatever order they come. */
export class SumsMaker {
  readonly #kinds: Kind[] = [];
  readonly #places = new Map<string, number>();
  readonly #cells: Cell[] = [];
  readonly #cellOf = new Map<string, Map<number, number>>();
  readonly #tags = new WeakMap<object, string>();
  #last: Last | undefined;
  // A row for each line.
  #rows = 0;
  #cell = new Uint32Array(1_024);
  #day = new Uint8Array(1_024);
  #columns = COLUMNS.map(() => new BigInt64Array(1_024));
  /** What does not fit into 64 bits. */
  readonly #large: { cell: number; day: number; amounts: readonly bigint[] }[] = [];
  /** Which other column each is the same as, in all rows. */
  readonly #same = [0, 1, UNBLENDED, UNBLENDED];

  add(accountId: string, line: CostLine | (Kind & Amounts & { day: number })): void {
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
    order.sort((a, b) => (a.accountId === b.accountId ? a.kind - b.kind : a.accountId < b.accountId ? -1 : 1));
    const rank = new Uint32Array(order.length);
    for (const [at, cell] of order.entries()) rank[cell.at] = at;
    const packer = new PartPacker(this.#kinds, order, this.#same);
    await this.#packMonth(packer, rank);
    await this.#packDays(packer);
    await this.#packAccountDays(packer, rank);
    return packer.finish();
  }

  /** Each row: which cell, day, and amounts. */
  *#lines(): Generator<{ cell: number; day: number; amounts: readonly bigint[] }> {
    for (let row = 0; row < this.#rows; row++)
      yield { cell: this.#cell[row] ?? 0, day: this.#day[row] ?? 0, amounts: this.#amountsOf(row) };
    yield* this.#large;
  }

  #amountsOf(row: number): bigint[] {
    return this.#columns.map((column, at) => (this.#same[at] === at ? (column[row] ?? 0n) : 0n));
  }

  async #packMonth(packer: PartPacker, rank: Uint32Array): Promise<void> {
    const sums: bigint[][] = Array.from(rank, () => [0n, 0n, 0n, 0n]);
    let [row, first, last] = [0, DAYS, 0];
    for (const { cell, day, amounts } of this.#lines()) {
      addTo(sums[rank[cell] ?? 0] ?? [], amounts);
      [first, last] = [Math.min(first, day), Math.max(last, day)];
      row++;
      if (row % ROWS_AT_ONCE === 0) await giveWay();
    }
    for (const [cell, amounts] of sums.entries()) {
      packer.add('accounts', { cell, kind: null, day: null, amounts });
      await packer.packed();
    }
    await packer.end('accounts', { first, last });
  }

  async #packDays(packer: PartPacker): Promise<void> {
    const sums = new Map<number, bigint[]>();
    let row = 0;
    for (const { cell, day, amounts } of this.#lines()) {
      const key = day * this.#kinds.length + (this.#cells[cell]?.kind ?? 0);
      const sum = sums.get(key);
      if (sum) addTo(sum, amounts);
      else sums.set(key, [...amounts]);
      row++;
      if (row % ROWS_AT_ONCE === 0) await giveWay();
    }
    const count = Math.max(1, this.#kinds.length);
    for (const key of [...sums.keys()].sort((a, b) => a - b)) {
      packer.add('days', { cell: null, kind: key % count, day: Math.floor(key / count), amounts: sums.get(key) ?? [] });
      await packer.packed();
    }
    await packer.end('days');
  }

  async #packAccountDays(packer: PartPacker, rank: Uint32Array): Promise<void> {
    const byDay: number[][] = Array.from({ length: DAYS }, () => []);
    for (let row = 0; row < this.#rows; row++) {
      byDay[this.#day[row] ?? 0]?.push(row);
      if (row % ROWS_AT_ONCE === 0) await giveWay();
    }
    for (const [day, rows] of byDay.entries()) {
      // The place of the cell and the row as one number, which sorts faster than two.
      const keys = new Float64Array(rows.length);
      for (const [at, row] of rows.entries()) keys[at] = (rank[this.#cell[row] ?? 0] ?? 0) * this.#rows + row;
      keys.sort();
      await giveWay();
      const large = this.#large
        .filter((each) => each.day === day)
        .map(({ cell, amounts }) => ({ cell: rank[cell] ?? 0, amounts }));
      let open: { cell: number; amounts: bigint[] } | undefined;
      const close = () => {
        if (open) packer.add('accountDays', { cell: open.cell, kind: null, day, amounts: open.amounts });
      };
      for (const key of keys) {
        const cell = Math.floor(key / this.#rows);
        const amounts = this.#amountsOf(key - cell * this.#rows);
        if (open?.cell === cell) addTo(open.amounts, amounts);
        else {
          close();
          open = { cell, amounts };
          await packer.packed();
        }
      }
      close();
      // Rows of one cell and day may be several: they are added up again by whoever reads them.
      for (const { cell, amounts } of large) packer.add('accountDays', { cell, kind: null, day, amounts: [...amounts] });
      await packer.packed();
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

function addTo(sum: bigint[], amounts: readonly bigint[]): void {
  for (let at = 0; at < COLUMNS.length; at++) {
    const amount = amounts[at];
    if (amount) sum[at] = (sum[at] ?? 0n) + amount;
  }
}

type Row = { cell: number | null; kind: number | null; day: number | null; amounts: readonly bigint[] };

/** Packs rows of sums, part by part. */
class PartPacker {
  readonly #kinds: readonly Kind[];
  readonly #cells: readonly Cell[];
  readonly #same: readonly number[];
  readonly #texts: string[] = [];
  readonly #index: Record<SumsName, Place[]> = { accounts: [], days: [], accountDays: [] };
  #rows: Row[] = [];
  #name: SumsName = 'accounts';

  constructor(kinds: readonly Kind[], cells: readonly Cell[], same: readonly number[]) {
    this.#kinds = kinds;
    this.#cells = cells;
    this.#same = same;
  }

  add(name: SumsName, row: Row): void {
    this.#name = name;
    this.#rows.push(row);
  }

  /** Packs what was added, once it is enough. */
  async packed(): Promise<void> {
    if (this.#rows.length >= ROWS_IN_A_PART) await this.end(this.#name);
    else await giveWay();
  }

  async end(name: SumsName, days?: { first: number; last: number }): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length > 0) {
      const own = { first: rows[0]?.day ?? 1, last: rows.at(-1)?.day ?? DAYS };
      this.#index[name].push({ at: this.#texts.length, ...own });
      this.#texts.push(await this.#pack(rows));
    }
    if (days) this.#index[name] = this.#index[name].map((place) => ({ ...place, ...days }));
  }

  async #pack(rows: readonly Row[]): Promise<string> {
    const kinds = new Places<number>();
    const accounts = new Places<string>();
    const length = rows.length;
    const kind = new Uint32Array(length);
    const account = rows[0]?.cell === null ? null : new Uint32Array(length);
    const day = rows[0]?.day === null ? null : new Uint8Array(length);
    const columns = COLUMNS.map((_, at) => (this.#same[at] === at ? new BigInt64Array(length) : null));
    const large = COLUMNS.map((_, at) => columns[at] !== null && rows.some(({ amounts }) => isLarge(amounts[at] ?? 0n)));
    for (const [at, row] of rows.entries()) {
      const cell = row.cell === null ? null : this.#cells[row.cell];
      kind[at] = kinds.of(cell?.kind ?? row.kind ?? 0);
      if (account && cell) account[at] = accounts.of(cell.accountId);
      if (day) day[at] = row.day ?? 0;
      for (const [number, column] of columns.entries()) if (column && !large[number]) column[at] = row.amounts[number] ?? 0n;
    }
    const header: Header = {
      rows: length,
      kinds: kinds.all.map((at) => this.#kinds[at] as Kind),
      accounts: account ? accounts.all : null,
      hasDays: day !== null,
      columns: COLUMNS.map((_, at) =>
        large[at] ? rows.map(({ amounts }) => String(amounts[at] ?? 0n)) : (this.#same[at] ?? at),
      ),
    };
    const arrays = [...columns.filter((column, at) => column && !large[at]), kind, account, day].filter(
      (array) => array !== null,
    );
    return write(header, arrays);
  }

  finish(): PackedSums {
    return { index: this.#index, parts: joinTexts(this.#texts) };
  }
}

/** Things by the order in which they come first. */
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
  /** Of each column: as which it is, itself or one before it; or its numbers as text, where some need more than 64 bits. */
  columns: readonly (number | readonly string[])[];
};

const WORD = 8;

/** The header and the arrays as text: bytes as processors have them today, the lowest first. */
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
  // A small one may lie in Node's pool, anywhere; arrays of numbers begin at whole words.
  const bytes = inflated.byteOffset % WORD === 0 ? inflated : Buffer.from(new Uint8Array(inflated).buffer);
  const length = bytes.readUInt32LE();
  const { rows, kinds, accounts, hasDays, columns } = JSON.parse(bytes.toString('utf8', 4, 4 + length)) as Header;
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
