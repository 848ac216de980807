import { createHash } from 'node:crypto';
import {
  type AccountTotal,
  type AdvanceDay,
  type BillSummary,
  type CostLine,
  type Dimension,
  type DimensionMember,
  type NanoUsd,
  type PicoUsd,
  type RecordType,
  type Reservation,
  type SavingsPlan,
  scopeOfPlan,
  type Utilization,
} from '@gatehouse/bill';
import { giveWay } from '../../core/work/bulk';
import { type Columns, fromJson, packRows, toJson, unpackRows } from '../packed-rows';
import { type PackedSums, SumsMaker } from './sums';
import { type SumsReader, sumsReader } from './sums-reader';
import { joinTexts, type Texts, textAt } from './texts';

/** The charges of an account in the stored format. */
export type AccountHead = {
  accountId: string;
  total: NanoUsd;
  byRecordType: readonly (readonly [RecordType, NanoUsd])[];
  byService: readonly (readonly [string, NanoUsd])[];
};

/** A dimension without its accounts' usage. */
export type DimensionHead = Omit<Dimension, 'members'> & { accounts: number };

/** The charges outside of tiers, summed: fees, credits, taxes, and the costs of reservations and plans. */
export type Charge = {
  recordType: RecordType;
  service: string;
  usageType: string;
  region: string | null;
  amount: NanoUsd;
};

/** A Savings Plan on a bill, without rates. The lines contain the rates that were used. */
export type HeldPlan = Omit<SavingsPlan, 'rates'> & {
  /** Set for plans of one instance family. */
  family: string | null;
  /** Set if all of its rates are in one Region. */
  region: string | null;
};
export type HeldReservation = Reservation & { onDemandRate: PicoUsd | null };

/** One day of a reservation or Savings Plan. */
export type HeldDay = AdvanceDay & { id: string };

/** The content of a bill without its lines and without the accounts' usage of dimensions. */
export type BillHead = {
  month: string;
  priceList: { name: string; number: number | null; hash: string };
  total: NanoUsd;
  accounts: readonly AccountHead[];
  dimensions: readonly DimensionHead[];
  charges: readonly Charge[];
  reservations: readonly Utilization[];
  savingsPlans: readonly Utilization[];
  /** The reservations and plans as of this month. Absent on bills issued before this was stored. */
  advances?: {
    reservations: readonly HeldReservation[];
    savingsPlans: readonly HeldPlan[];
    /** Packed rows of `HeldDay`. */
    days: readonly string[];
  };
  credits: BillSummary['credits'];
  unpriced: BillSummary['unpriced'];
};

/** A line in the stored format, without its account. */
export type AccountLine = Omit<CostLine, 'accountId'>;

/** A bill without its lines. */
export type PackedOutline = {
  head: BillHead;
  /** The members of each dimension, by its index in the head. */
  members: Texts;
  /** The charges of each account that has any. */
  charges: ReadonlyMap<string, readonly Charge[]>;
  /** The size in bytes. */
  size: number;
};

/** A bill in parts, each read in a few milliseconds, for the cache and for storage. */
export type PackedBill = Omit<PackedOutline, 'charges'> & {
  /** The head in the stored format, UTF-8. */
  document: Uint8Array<ArrayBuffer>;
  /** The SHA-256 digest of the whole content, in hexadecimal. */
  hash: string;
  lines: Texts;
  /** The lines of each account, by index. */
  places: ReadonlyMap<string, { first: number; count: number }>;
  /** Sums of the lines, which the hash does not cover. */
  sums: PackedSums;
};

/** A bill without lines, from cache or storage. */
export type OutlineReader = {
  head: BillHead;
  /** Reads the accounts' usage of a dimension, by its index in the head. */
  members(dimension: number): Promise<DimensionMember[]>;
  /** Reads an account's charges outside of tiers. */
  chargesOf(accountId: string): Promise<readonly Charge[]>;
};

/** A bill from cache or storage. */
export type BillReader = OutlineReader & {
  /** Reads an account's lines in pieces. */
  lines(accountId: string): AsyncIterable<AccountLine[]>;
  /** Reads the sums of the lines over resources. */
  sums(): Promise<SumsReader>;
};

const LINE_COLUMNS: Columns<AccountLine> = {
  day: 'number',
  recordType: 'text',
  service: 'text',
  usageType: 'text',
  region: 'text',
  operation: 'text',
  zone: 'text',
  resourceId: 'text',
  tags: 'json',
  source: 'text',
  quantity: 'bigint',
  unblended: 'bigint',
  blended: 'bigint',
  amortized: 'bigint',
};

type StoredMember = Omit<DimensionMember, 'alone'> & { aloneFree: bigint; aloneTiers: readonly bigint[]; aloneCost: bigint };

const MEMBER_COLUMNS: Columns<StoredMember> = {
  accountId: 'text',
  quantity: 'bigint',
  discounted: 'bigint',
  planned: 'bigint',
  free: 'bigint',
  tiers: 'bigints',
  unblended: 'bigint',
  blended: 'bigint',
  aloneFree: 'bigint',
  aloneTiers: 'bigints',
  aloneCost: 'bigint',
};

const DAY_COLUMNS: Columns<HeldDay> = {
  id: 'text',
  day: 'number',
  hours: 'number',
  used: 'bigint',
  onDemand: 'bigint',
  upfront: 'bigint',
  recurring: 'bigint',
  unusedFee: 'bigint',
};

/** The number of unpacked lines held at once. */
const LINES_HELD = 100_000;
/** The size that a bill without lines counts as. */
const LEAST_SIZE = 10_000;
/** The number of rows packed within a few milliseconds. */
const LINES_IN_A_SECTION = 2_000;
const DAYS_IN_A_SECTION = 2_000;

/** Sums the lines' charges outside of tiers. */
export class ChargeSums {
  readonly #charges = new Map<string, Charge>();

  add(lines: readonly AccountLine[]): void {
    for (const line of lines) if (line.recordType !== 'Usage' && line.unblended !== 0n) this.#add(line);
  }

  #add({ recordType, service, usageType, region, unblended }: AccountLine): void {
    const key = [recordType, service, usageType, region].join('\n');
    const charge = this.#charges.get(key);
    if (charge) charge.amount += unblended;
    else this.#charges.set(key, { recordType, service, usageType, region, amount: unblended });
  }

  finish(): Charge[] {
    return [...this.#charges.values()];
  }
}

type PackedLines = { lines: ReadonlyMap<string, readonly string[]>; charges: readonly Charge[]; sums: PackedSums };

/** Packs lines in the calculator's order. */
export class LinePacker {
  readonly #held = new Map<string, CostLine[]>();
  readonly #packed = new Map<string, string[]>();
  readonly #charges = new ChargeSums();
  readonly #sums = new SumsMaker();
  #count = 0;

  async add(lines: readonly CostLine[]): Promise<void> {
    for (const line of lines) {
      const { accountId } = line;
      this.#sums.add(accountId, line);
      const own = this.#held.get(accountId);
      if (own) own.push(line);
      else this.#held.set(accountId, [line]);
    }
    this.#charges.add(lines);
    this.#count += lines.length;
    if (this.#count >= LINES_HELD) await this.#pack();
  }

  async #pack(): Promise<void> {
    for (const [accountId, lines] of this.#held) {
      const sections = this.#packed.get(accountId) ?? [];
      this.#packed.set(accountId, sections);
      for (let at = 0; at < lines.length; at += LINES_IN_A_SECTION) {
        sections.push(await packRows(LINE_COLUMNS, lines.slice(at, at + LINES_IN_A_SECTION)));
        await giveWay();
      }
    }
    this.#held.clear();
    this.#count = 0;
  }

  async finish(): Promise<PackedLines> {
    await this.#pack();
    return { lines: this.#packed, charges: this.#charges.finish(), sums: await this.#sums.finish() };
  }
}

type Outline = { head: BillHead; members: string[] };

/** Packs a bill without its lines. */
export async function packOutline(
  summary: BillSummary,
  { all, ofAccounts }: { all: ChargeSums; ofAccounts: ReadonlyMap<string, ChargeSums> },
  priceList: BillHead['priceList'],
): Promise<PackedOutline> {
  const { head, members } = await outlineOf(summary, all.finish(), priceList);
  const packed = joinTexts(members);
  const charges = new Map([...ofAccounts].map(([accountId, sums]) => [accountId, sums.finish()]));
  // A head has some hundred bytes per service of an account.
  const services = head.accounts.reduce((count, { byService }) => count + byService.length, 0);
  return { head, members: packed, charges, size: LEAST_SIZE + packed.bytes.length + 100 * services };
}

async function outlineOf(summary: BillSummary, charges: readonly Charge[], priceList: BillHead['priceList']): Promise<Outline> {
  const members: string[] = [];
  const dimensions: DimensionHead[] = [];
  for (const { members: own, ...dimension } of summary.dimensions) {
    const stored = own.map(({ alone, ...member }) => ({
      ...member,
      aloneFree: alone.free,
      aloneTiers: alone.tiers,
      aloneCost: alone.cost,
    }));
    members.push(await packRows(MEMBER_COLUMNS, stored));
    dimensions.push({ ...dimension, accounts: own.length });
    await giveWay();
  }
  const { month, total, reservations, savingsPlans, credits, unpriced } = summary;
  const accounts = summary.accounts.map(headOf);
  const advances = await packAdvances(summary.advances);
  const head = {
    month,
    priceList,
    total,
    accounts,
    dimensions,
    charges,
    reservations,
    savingsPlans,
    advances,
    credits,
    unpriced,
  };
  return { head, members };
}

/** Packs a bill. */
export async function packBill(
  summary: BillSummary,
  { lines, charges, sums }: PackedLines,
  priceList: BillHead['priceList'],
): Promise<PackedBill> {
  const { head, members } = await outlineOf(summary, charges, priceList);
  const text = toJson(head);
  const places = new Map<string, { first: number; count: number }>();
  const sections: string[] = [];
  for (const accountId of [...lines.keys()].sort()) {
    const own = lines.get(accountId) ?? [];
    places.set(accountId, { first: sections.length, count: own.length });
    for (const section of own) sections.push(section);
  }
  const hash = await hashOf(text, members, lines);
  const packed = { members: joinTexts(members), lines: joinTexts(sections), document: joinTexts([text]).bytes };
  const texts = [packed.members, packed.lines, sums.parts];
  const size = texts.reduce((sum, { bytes }) => sum + bytes.length, LEAST_SIZE + 2 * packed.document.length);
  return { head, hash, places, sums, size, ...packed };
}

async function packAdvances({ reservations, savingsPlans }: BillSummary['advances']): Promise<NonNullable<BillHead['advances']>> {
  const days = [...reservations, ...savingsPlans].flatMap(({ what: { id }, days: own }) => own.map((day) => ({ id, ...day })));
  const packed: string[] = [];
  for (let at = 0; at < days.length; at += DAYS_IN_A_SECTION) {
    packed.push(await packRows(DAY_COLUMNS, days.slice(at, at + DAYS_IN_A_SECTION)));
    await giveWay();
  }
  return {
    reservations: reservations.map(({ what, onDemandRate }) => ({ ...what, onDemandRate })),
    savingsPlans: savingsPlans.map(({ what: { rates, ...plan } }) => ({ ...plan, ...scopeOfPlan(plan.kind, rates) })),
    days: packed,
  };
}

/** Yields the days of reservations and plans in pieces. */
export async function* unpackDays({ advances }: BillHead): AsyncGenerator<HeldDay[]> {
  for (const packed of advances?.days ?? []) {
    yield await unpackRows(DAY_COLUMNS, packed);
    await giveWay();
  }
}

function headOf({ accountId, total, byRecordType, byService }: AccountTotal): AccountHead {
  return { accountId, total, byRecordType: [...byRecordType], byService: [...byService] };
}

export async function unpackLines(packed: string): Promise<AccountLine[]> {
  return unpackRows(LINE_COLUMNS, packed);
}

export async function unpackMembers(packed: string): Promise<DimensionMember[]> {
  const stored = await unpackRows(MEMBER_COLUMNS, packed);
  return stored.map(({ aloneFree, aloneTiers, aloneCost, ...member }) => ({
    ...member,
    alone: { free: aloneFree, tiers: aloneTiers, cost: aloneCost },
  }));
}

/** Returns a reader of a cached outline. */
export function outlineReader({ head, members, charges }: PackedOutline): OutlineReader {
  return {
    head,
    members: (dimension) => unpackMembers(textAt(members, dimension)),
    chargesOf: async (accountId) => charges.get(accountId) ?? [],
  };
}

/** Returns the charges outside of tiers in an account's lines. */
export async function chargesOfLines(lines: AsyncIterable<readonly AccountLine[]>): Promise<Charge[]> {
  const sums = new ChargeSums();
  for await (const some of lines) {
    sums.add(some);
    await giveWay();
  }
  return sums.finish();
}

/** Returns a reader of a cached bill. */
export function readerOf({ head, members, hash, lines, places, sums }: PackedBill): BillReader {
  const linesOf = async function* (accountId: string) {
    const { first, count } = places.get(accountId) ?? { first: 0, count: 0 };
    for (let at = first; at < first + count; at++) yield await unpackLines(textAt(lines, at));
  };
  return {
    head,
    members: (dimension) => unpackMembers(textAt(members, dimension)),
    chargesOf: (accountId) => chargesOfLines(linesOf(accountId)),
    lines: linesOf,
    sums: async () => sumsReader(hash, sums.index, async (at) => textAt(sums.parts, at)),
  };
}

export function readHead(text: string): BillHead {
  return fromJson(text);
}

async function hashOf(head: string, members: readonly string[], lines: ReadonlyMap<string, readonly string[]>): Promise<string> {
  const hash = createHash('sha256').update(head);
  for (const packed of members) {
    hash.update(packed);
    await giveWay();
  }
  for (const accountId of [...lines.keys()].sort()) {
    hash.update(accountId);
    for (const packed of lines.get(accountId) ?? []) hash.update(packed);
    await giveWay();
  }
  return hash.digest('hex');
}
