import type { BillInput, BillSummary, Credit } from '@gatehouse/bill';
import { BoundedMap } from '../../core/cache/bounded-map';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { monthsWithFees, readBenefits } from '../benefit/rows';
import { type MonthName, monthOf, startOf } from '../months';
import { isIn, paidPeriods, periodsOfPayer } from '../payers';
import { readSettings } from '../preferences/rows';
import { type PriceListInForce, priceListFor } from '../price-list/rows';
import {
  blocksOfRuns,
  findUsage,
  monthsWithUsage,
  type PackedUsage,
  readBlocks,
  runsKnownUntil,
  runsOfPayersKnownUntil,
} from '../usage/rows';
import { type OutlineReader, outlineReader, type PackedOutline, readerOf } from './document';
import { type BillFacts, makeBill, makeOutline } from './make-bill';
import { billId, storedHead } from './stored';
import { supportPlanOf } from './support-plans';
import { hasBillThread, makeOnThread } from './thread/bill-thread';
import type { Made, Wanted } from './thread/bill-worker';

declare global {
  var __gatehouseOpenBills: OpenBills | undefined;
}

/** The result for a month without an issued bill, with the state that it was computed from. */
type OpenOf<W extends Wanted> = MonthState & { made: Made[W] };
export type OpenBill = OpenOf<'bill'>;

/**
 * The rows of usage up to which a bill is computed on the main thread, in some fifty milliseconds with yields. Larger bills use
 * another thread.
 */
const MOST_ROWS_INLINE = 2_000;

/** The cache size in bytes. A month of a class takes some hundred thousand, one of a thousand accounts some ten million. */
const MOST_KEPT = 150_000_000;
/** Cached and running computations. On globalThis because Next bundles the wire API and the console separately. */
type Open<W extends Wanted> = {
  kept: BoundedMap<string, OpenOf<W>>;
  running: Map<string, Promise<OpenOf<W>>>;
};
type OpenBills = { [W in Wanted]: Open<W> };
globalThis.__gatehouseOpenBills ??= {
  bill: { kept: new BoundedMap(MOST_KEPT, ({ made }) => made.size), running: new Map() },
  outline: { kept: new BoundedMap(MOST_KEPT, ({ made }) => made.size), running: new Map() },
};
const open: OpenBills = globalThis.__gatehouseOpenBills;
/** The attempts while writes interfere. A result after the last attempt is nearly of one point in time, and is not cached. */
const ATTEMPTS = 3;

/** Returns the stamp of a payer's bills. INVARIANT (billing stamp): see schema.prisma. */
async function stampOf(db: Transaction, payerId: string): Promise<string> {
  const row = await db.billingPayer.findUnique({ where: { accountId: payerId }, select: { stamp: true } });
  return row?.stamp ?? '';
}

/**
 * Returns a cache key for everything that follows from a payer's bills. It changes when their facts change, or when an hour ends
 * in which something ran.
 */
export async function billsState(db: Transaction, payerId: string, now: Date): Promise<string> {
  const stamp = await stampOf(db, payerId);
  return `${stamp}@${await runsKnownUntil(db, payerId, null, now)}`;
}

/** Returns the states of many payers' bills at their own times. */
export async function billsStates(db: Transaction, times: ReadonlyMap<string, Date>): Promise<ReadonlyMap<string, string>> {
  const payerIds = [...times.keys()];
  const rows = await readByIds(payerIds, (ids) => db.billingPayer.findMany({ where: { accountId: { in: ids } } }));
  const stamps = new Map(rows.map(({ accountId, stamp }) => [accountId, stamp]));
  const known = await runsOfPayersKnownUntil(db, times);
  return new Map(payerIds.map((id) => [id, [stamps.get(id), known.get(id) ?? 0].join('@')]));
}

/** The cache key of an open month, in parts. `ranUntil`: see runsKnownUntil. */
type MonthState = { stamp: string; ranUntil: number };

async function stateOf(db: Transaction, payerId: string, month: MonthName, now: Date): Promise<MonthState> {
  const stamp = await stampOf(db, payerId);
  return { stamp, ranUntil: await runsKnownUntil(db, payerId, month, now) };
}

function isSame(a: MonthState, b: MonthState): boolean {
  return a.stamp === b.stamp && a.ranUntil === b.ranUntil;
}

/**
 * Returns the current bill of an open month, cached until its facts change.
 * @param db the reading connection
 */
export function workOut(db: Transaction, payerId: string, month: MonthName, now: Date): Promise<OpenBill> {
  return worked('bill', db, payerId, month, now);
}

/** Returns the bill without lines: from the cached bill, or computed separately in a seventh of the time. */
export async function workOutOutline(db: Transaction, payerId: string, month: MonthName, now: Date): Promise<OutlineReader> {
  const known = open.bill.kept.get(`${payerId}/${month}`);
  if (known && isSame(known, await stateOf(db, payerId, month, now))) return readerOf(known.made);
  return outlineReader((await worked('outline', db, payerId, month, now)).made);
}

async function worked<W extends Wanted>(
  wanted: W,
  db: Transaction,
  payerId: string,
  month: MonthName,
  now: Date,
): Promise<OpenOf<W>> {
  const { kept, running }: Open<W> = open[wanted];
  const key = `${payerId}/${month}`;
  for (let attempt = 1; ; attempt++) {
    const state = await stateOf(db, payerId, month, now);
    const known = kept.get(key);
    if (known && isSame(known, state)) return known;
    const turn = `${key}/${state.stamp}@${state.ranUntil}`;
    const work = running.get(turn) ?? calculated(wanted, db, payerId, month, now, state);
    running.set(turn, work);
    const found = await work.finally(() => running.delete(turn));
    const unchanged = (await stampOf(db, payerId)) === state.stamp;
    if (unchanged) kept.set(key, found);
    if (unchanged || attempt === ATTEMPTS) return found;
  }
}

async function calculated<W extends Wanted>(
  wanted: W,
  db: Transaction,
  payerId: string,
  month: MonthName,
  now: Date,
  state: MonthState,
): Promise<OpenOf<W>> {
  const facts = await readFacts(db, payerId, month, now, await priceListFor(db, payerId, month));
  return { ...state, made: await makeOf(wanted, db, facts, state.ranUntil) };
}

/**
 * Computes a bill without lines from given facts and the month's usage.
 * @param ranUntil see runsKnownUntil
 */
export function outlineFrom(db: Transaction, facts: BillFacts, ranUntil: number): Promise<PackedOutline> {
  return makeOf('outline', db, facts, ranUntil);
}

const MAKERS: { [W in Wanted]: (facts: BillFacts, blocks: readonly PackedUsage[]) => Promise<Made[W]> } = {
  bill: makeBill,
  outline: makeOutline,
};

/** Computes a result on the thread where it blocks nobody. */
async function makeOf<W extends Wanted>(wanted: W, db: Transaction, facts: BillFacts, ranUntil: number): Promise<Made[W]> {
  const { month } = facts.input;
  const accountIds = accountsOf(facts.input);
  const used = await findUsage(db, accountIds, month);
  const ran = await blocksOfRuns(db, accountIds, month, ranUntil);
  const rows = [...used, ...ran].reduce((sum, block) => sum + block.rows, 0);
  async function* read() {
    yield* readBlocks(db, used);
    yield ran;
  }
  if (rows > MOST_ROWS_INLINE && hasBillThread()) return makeOnThread(wanted, facts, read);
  return MAKERS[wanted](facts, await allOf(read()));
}

function accountsOf({ memberships }: BillFacts['input']): string[] {
  return [...new Set(memberships.map(({ accountId }) => accountId))];
}

async function allOf(reading: AsyncIterable<readonly PackedUsage[]>): Promise<PackedUsage[]> {
  const blocks: PackedUsage[] = [];
  for await (const some of reading) blocks.push(...some);
  return blocks;
}

/** Returns a list's prices in the form that bills use. */
export function pricesOf({ prices, gbPerTb }: PriceListInForce['priceList']): BillInput['prices'] {
  return prices.map((price) => ({ ...price, gbPerTb: price.gbPerTb ?? gbPerTb }));
}

/** Reads the facts of a month's bill except usage, with given prices. */
export async function readFacts(
  db: Transaction,
  payerId: string,
  month: MonthName,
  now: Date,
  { priceList, number, hash }: PriceListInForce,
): Promise<BillFacts> {
  const periods = [...(await periodsOfPayer(db, payerId)).values()]
    .flat()
    .filter((period) => period.payerId === payerId && isIn(month, period));
  const accountIds = [...new Set(periods.map(({ accountId }) => accountId))];
  const accounts = await readByIds(accountIds, (ids) =>
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, closedAt: true, supportPlan: true } }),
  );
  const closed = new Map(accounts.map(({ id, closedAt }) => [id, closedAt?.getTime() ?? null]));
  const supportPlans = new Map(
    accounts.flatMap(({ id, supportPlan }) => {
      const plan = supportPlanOf(supportPlan, month);
      return plan ? [[id, plan] as const] : [];
    }),
  );
  const { reservations, savingsPlans, credits } = await readBenefits(db, accountIds);
  const input = {
    month,
    prices: pricesOf(priceList),
    memberships: periods.map(({ accountId, from, until }) => ({ accountId, from, until, closed: closed.get(accountId) ?? null })),
    reservations,
    savingsPlans,
    credits: await creditsLeft(db, month, now, credits),
    ...(await readSettings(db, payerId, month, now)),
    supportPlans,
  };
  return { input, priceList: { name: priceList.name, number, hash } };
}

type Used = MonthState & { credits: BillSummary['credits'] };
const usedCredits = new BoundedMap<string, Used>(5_000);

/**
 * Returns what is left of credits for a month. Earlier bills of the owners' payers, issued or not, and later ones issued first,
 * say what was used. Months without usage and benefits use nothing.
 */
export async function creditsLeft(db: Transaction, month: MonthName, now: Date, credits: readonly Credit[]): Promise<Credit[]> {
  if (credits.length === 0) return [];
  const periods = await paidPeriods(
    db,
    credits.map(({ accountId }) => accountId),
  );
  const bills = new Map<string, { payerId: string; month: MonthName }>();
  const charged = new Map<string, Set<MonthName>>();
  for (const { accountId, issued } of credits) {
    const first = monthOf(issued);
    for (const period of first < month ? (periods.get(accountId) ?? []) : []) {
      const { payerId } = period;
      const months = charged.get(payerId) ?? (await monthsWithCharges(db, payerId, month));
      charged.set(payerId, months);
      for (const earlier of months)
        if (earlier >= first && earlier < month && isIn(earlier, period))
          bills.set(billId(payerId, earlier), { payerId, month: earlier });
    }
  }
  const payerIds = new Set([...periods.values()].flat().map(({ payerId }) => payerId));
  const later = await readByIds(payerIds, (ids) =>
    db.bill.findMany({ where: { payerId: { in: ids }, month: { gt: month } }, select: { id: true, payerId: true, month: true } }),
  );
  for (const { id, ...bill } of later) bills.set(id, bill);
  const taken = new Map<string, bigint>();
  // Oldest first, because each depends on the earlier ones, which are then cached.
  for (const bill of [...bills.values()].sort((a, b) => (a.month < b.month ? -1 : 1))) {
    for (const { id, used: amount } of await creditsOf(db, bill.payerId, bill.month, now))
      taken.set(id, (taken.get(id) ?? 0n) + amount);
  }
  return credits.map((credit) => ({ ...credit, remaining: credit.remaining - (taken.get(credit.id) ?? 0n) }));
}

async function monthsWithCharges(db: Transaction, payerId: string, last: MonthName): Promise<Set<MonthName>> {
  const accountIds = [...(await periodsOfPayer(db, payerId)).keys()];
  const fees = await monthsWithFees(db, accountIds, last);
  return new Set([...(await monthsWithUsage(db, accountIds, new Date(startOf(last)))), ...fees.map(({ month }) => month)]);
}

/** Returns what a month used of each credit. */
async function creditsOf(db: Transaction, payerId: string, month: MonthName, now: Date): Promise<BillSummary['credits']> {
  const id = billId(payerId, month);
  const issued = await db.bill.findUnique({ where: { id }, select: { hash: true } });
  if (issued) return (await storedHead(db, id, issued.hash)).credits;
  const known = usedCredits.get(id);
  if (known && isSame(known, await stateOf(db, payerId, month, now))) return known.credits;
  const { stamp, ranUntil, made } = await worked('outline', db, payerId, month, now);
  usedCredits.set(id, { stamp, ranUntil, credits: made.head.credits });
  return made.head.credits;
}
